export interface SignIn {
  operatorId: string
  password: string
}

/** What `npm start` prints when all is ready. */
export function welcome(url: string, signIns: SignIn[]): string {
  return [
    '',
    `The centre is open.`,
    '',
    `  The desk        ${url}/`,
    `  The telephone   ${url}/_emulator   (dial, press 1, wait, talk; see every webhook)`,
    '',
    ...(signIns.length > 0
      ? [
          '  Sign in as',
          ...signIns.map(({ operatorId, password }) => `    ${operatorId.padEnd(12)}  ${password}`),
        ]
      : [
          '  The database at DATABASE_URL holds no demo: npm run seed -- --admin <id> makes the first administrator.',
        ]),
    '',
    'Is all well?  npm run doctor -- --env .data/start.env',
    'Ctrl-C closes it.',
  ].join('\n')
}
