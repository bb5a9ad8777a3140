/** The commonest passwords of at least eight bytes in published leaks, with those of Japan and of this product. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 0123456789 01234567 87654321 987654321 0987654321 12341234 11111111 00000000 22222222
  33333333 55555555 66666666 77777777 88888888 99999999 11112222 12121212 12344321 11223344 1122334455 123123123 112233445566
  147258369 159753456 741852963 789456123 123654789 password password1 password12 password123 password1234 passw0rd p@ssw0rd
  p@ssword pa55word pass1234 password! password1! qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwer1234 asdfghjk asdfghjkl
  asdf1234 zxcvbnm1 zxcvbnm123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx qazwsxedc abcd1234
  abcdefgh abcd12345 abc12345 abc123456 abcabcabc a1234567 a12345678 a123456789 aa123456 aa12345678 iloveyou iloveyou1 sunshine
  princess football baseball superman trustno1 starwars welcome1 welcome123 whatever computer internet michelle jennifer
  jordan23 corvette maverick samantha hello123 letmein1 letmein123 changeme changeme1 changeme123 admin123 admin1234 admin12345
  administrator adminadmin root1234 rootroot test1234 testtest testtest1 guest123 guest1234 user1234 secret123 default1 master123
  dragon123 monkey123 shadow123 sakura12 sakura123 sakurasakura doraemon pokemon1 pikachu1 nekoneko inuinuinu aishiteru
  arigatou konnichiwa nippon12 nihonjin tokyo123 tokyo2020 osaka123 yamadataro takahashi watanabe kobayashi himitsu1 operator
  operator1 operator12 operator123 supervisor supervisor1 runa-cca runacca1 runa1234 callcenter callcentre callcenter1 twilio123
  パスワード ぱすわーど ひみつです`
    .split(/\s+/)
    .map((password) => password.normalize('NFKC').toLowerCase()),
)
