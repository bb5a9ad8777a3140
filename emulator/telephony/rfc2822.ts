/** `Fri, 20 Aug 2010 01:13:42 +0000` */
export const rfc2822 = (milliseconds: number): string =>
  new Date(milliseconds).toUTCString().replace(/GMT$/, '+0000')
