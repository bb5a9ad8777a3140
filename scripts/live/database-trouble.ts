const remedies: Record<string, string> = {
  HANDSHAKE_NO_SSL_SUPPORT:
    'the server speaks no TLS: switch it on there, since the way from Twilio is the open internet',
  SELF_SIGNED_CERT_IN_CHAIN:
    "the server's certificate is signed by an authority of its own: put that into assets/database-ca.private.pem",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "the server's certificate is signed by itself: put it into assets/database-ca.private.pem",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the server's certificate is signed by an unknown authority: put that into assets/database-ca.private.pem",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the server's certificate is signed by an unknown authority: put that into assets/database-ca.private.pem",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another name: use that name in DATABASE_URL",
  CERT_HAS_EXPIRED: "the server's certificate has expired: renew it there",
  ER_ACCESS_DENIED_ERROR:
    "user or password are wrong (a % in one is written %25), or the user may not come from here: it must be user@'%'",
  ER_DBACCESS_DENIED_ERROR: 'the user has no rights on this database: grant them',
  ER_BAD_DB_ERROR: 'there is no such database on the server: create it',
  ER_CON_COUNT_ERROR: 'the server has no connection left: raise max_connections',
  ER_USER_LIMIT_REACHED: 'the user has no connection left: raise max_user_connections',
  ENOTFOUND: 'no server of that name is known: check the host in DATABASE_URL',
  ECONNREFUSED: 'nothing listens there: is the server running, and the port right?',
  ETIMEDOUT:
    'the server did not answer within 2 s: does its firewall let everybody in? Twilio has no fixed address',
}

/** What MySQL's error means for whoever has to mend it. Shows no address and no secret. */
export function databaseTrouble(error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string }
  const remedy = remedies[code]
  return remedy ? `${code}: ${remedy}` : `MySQL said: ${code} ${message}.`
}
