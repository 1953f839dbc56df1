import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newFirstPassword } from '@/lib/identity/first-password'
import { numbersOf, type Person, wordsAbout } from '@/lib/identity/password/about'
import { estimate } from '@/lib/identity/password/estimate'
import { judgePassword } from '@/lib/identity/password/judge'
import { ownWarnings, suggestions, warnings } from '@/lib/identity/password/sentences'
import { tellStrength } from '@/lib/identity/password/tell'

const judge = (password: string, person: Person = {}) => judgePassword(password, numbersOf(person), wordsAbout(person))
const refusalTo = (password: string, person?: Person) => judge(password, person).refusal?.code ?? null
const words = (text: string) => text.trim().split(/\s+/)

/** Long enough and of two kinds, each of them, and nobody has to think to guess it. */
const weak = words(`
Password1 Password123 Password1! P@ssw0rd P@ssw0rd1 P@ssword2026 Passw0rd! password2026 drowssap1 Welcome1 Welcome@123 Welcome2026! Letmein1 Letmein@1
Admin123 Admin@123 admin888 Admin@888 admin@2026 admin1234! Administrator1 root1234 Root@123 Test@1234 test123456 Guest123 Manager1 System123! Changeme1
woaini1314 woaini520 woaini521 Woaini1314 WOAINI1314 woaini@1314 woaini5201314 woaini123 wo@ini520 Wo@ini1314 1314woaini 520woaini aini1314 aiwojia1 woaiwojia1 woaiwojia2026
woaimama1 woaibaba123 woaizhongguo1 woaitangshan1 laopo1314 laogong520 laopowoaini1 qinaide520 baobei520 baobao1314 nihao123 nihao2026 Nihao@123 xihuanni520 xiangni1314
qwerty12 qwerty123 Qwerty1! qwer1234 Qwer@1234 qwertyuiop1 1qaz2wsx 1qaz@WSX !QAZ2wsx !QAZ@WSX 1qazxsw2 zaq12wsx ZAQ!2wsx qazwsx12 qazwsx123 qazWSX123 Qazwsx@1 qazwsxedc1
2wsx3edc 3edc4rfv 1q2w3e4r 1Q2w3e4r! q1w2e3r4 Q1w2e3r4 asdf1234 Asdf@1234 asdfghjkl1 zxcvbnm1 zxcvbnm123 Zxcvbnm@1 zxc123456 zxcvbnm,./1 poiuytrewq1 mnbvcxz1 lkjhgfdsa1 asd123asd qwe123qwe
qwe123!@# 123qwe!@# 1234qwer!@#$ abc123!@# qweasd123 qweasdzxc1 123qweasd 1qaz2wsx3edc 147258369a 159357abc a789456123 741852963q 963852741a
abcd1234 abcd1234! Abcd@1234 Abc12345 ABC12345 abc123abc a1b2c3d4 A1b2c3d4 a1234567 a12345678 A12345678 a87654321 1234567a 12345678a 12345678A 87654321a aa112233 a11223344 a1111111 aaaa1111
Aa111111 aaa888888 888888aa a88888888 qq666666 Qq1234567 qq7654321 z1234567 www12345 w7758521 w7758258 q5201314 a5201314 qq5201314 Aa5201314 love1314 iloveyou1 iloveyou520 ILoveYou1314 Loveyou@520
5201314a 5201314qq 5201314abc 1314520a 1314520abc 13145200a 52013140a a520520520 zhang520 wang1314 li5201314 liu5201314 chen1314520 520520aa a168168168 fa888888 facai888 Facai@888 facai168 yilufa168
zhang123 Zhang@123 zhangsan1 zhangwei1 zhangwei123 zhangwei1990 Zhangwei@1990 zhangwei19900101 zhang19900101 Zhang19880808 wang19850612 Wang@1985 li19790101 liuyang1992 LiuYang@123 chenjing88 wangfang1985
王伟1990 王伟19900101 李娜520 张19900101 王19850612 刘洋123 李1314520 zw19900101 lina1988 xiaoming123 xiaohong520 xiaofang88 Xiaoli@123 lihua2026 wangxiaoming1 guoqing1001 jianguo1949 jianguo1970
xueshi2026 Xueshi@2026 Xueshi123 xueshi@123 Xueshi888 xuexi2026 xuexi@123 peixun2026 Peixun@123 jixujiaoyu1 jixujiaoyu2026 zhuanji2026 gongxuke1 kaoshi123 haohaoxuexi1 tiantianxiangshang1 好好学习1 好好学习天天向上2
tangshan1 tangshan123 tangshan2026 Tangshan@2026 tangshan0315 tangshan315 ts0315ts Tangshan123! hebei2026 hebei0311 lubei123 Fengrun@123 caofeidian1 beijing2008 Beijing@2022 shanghai1 zhongguo1 Zhongguo1949 china1949 China@2026
gongsi123 danwei2026 renshi123 Renshe12333 kuaiji888 caiwu@123 laoshi123 hushi1234 yiyuan2026 gongchengshi1 huawei123 Huawei@123 xiaomi888 taobao123 weixin123 WeiXin@2026 alipay123 zhifubao1 baidu123456
床前明月光1 chuangqianmingyueguang1 我爱你1314 我爱你520 我爱中国1 爱你一万年1 唐山2026年 生日快乐1 恭喜发财888 万事如意88 wanshiruyi88 yifanfengshun1 xinxiangshicheng1 yishengyishi1314 shengrikuaile1 zhongguomeng1
19900101a a19900101 19850612abc 1990-01-01 2026-06-18 20260618a 2026abcd spring2026 Summer2026! August2026 Sunday123 monday1! monkey123 dragon88 Dragon@123 football1 baseball1 superman1 sunshine1 princess1 hello123 Hello@2026
aaaaaaaaaaa1 abababab1 abcabc123 123abc123 111aaa111 a0a0a0a0 1a1a1a1a aabbcc11 11aabbcc qqqq1111 !!!!1111 1111!!!! aaaa!!!! 00000000a 0000000a! 8888888a! 66666666q
`)

test('the list of weak ones is long', () => {
  expect(new Set(weak).size).toBe(weak.length)
  expect(weak.length).toBeGreaterThan(300)
})

test.each(weak)('%s is refused', (password) => {
  expect(refusalTo(password)).toMatch(/^password_(guessable|common|weak)$/)
})

test.each(
  [
    ...words(`correct-horse-battery-staple maple-river-42 Pine-tree-lake-9 tuzi-chi-dengpao-9 xK9#mQ2v x7Kq-mmTr-92 fw4t-Q9zs gH7!kd2Pq rT5mzw8Kx2 kubvaf-7rezto 冬天豆腐拖拉机7 老槐树下听收音机1
    青瓦屋檐3只麻雀和猫 石磨盘旁边那口井有7米 我家门前那棵歪脖子柿子树 二舅修的拖拉机总在下雨天熄火 haigou-zai-chufang-xizao lvdou-jian-feiji-qunian 外婆的搪瓷缸掉了4块漆`),
    'correct horse battery staple',
    'seven purple tractors',
    '冬天 豆腐 拖拉机 7',
    'my 3 cats hate tuesdays',
  ].map((password) => [password]),
)('%s is strong enough', (password) => {
  expect(refusalTo(password)).toBeNull()
})

test('random ones of nine characters pass, nearly all of eight do, and what the staff is given does', () => {
  const alphabet = [...'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789!@#$%']
  const random = (n: number) => fc.array(fc.constantFrom(...alphabet), { minLength: n, maxLength: n }).map((letters) => letters.join(''))
  const passing = (n: number) =>
    fc.sample(random(n), { numRuns: 200, seed: 7 }).filter((password) => estimate(password, []).guessesLog10 >= 7.99)
  expect(passing(8).length).toBeGreaterThan(180)
  expect(passing(9).length).toBeGreaterThan(195)
  for (let i = 0; i < 100; i++) expect(refusalTo(newFirstPassword(), { name: '王建国', userName: 'wangjg' })).toBeNull()
}, 60_000)

describe('what is known of a person', () => {
  const wang: Person = { name: '王建国', idNumber: '130203197103159913', phone: '13931500482', employer: '唐山云桥市政工程有限公司' }
  const office: Person = { employer: '唐山云桥市政工程有限公司', contactName: '周雅琴', code: '91130203MA0DEM0119', phone: '13803150000' }
  const clerk: Person = { name: '欧阳文慧', userName: 'ouyang.wh' }
  const uyghur: Person = { name: '买买提·艾力', idNumber: '130205197601019959', phone: null }

  test.each<[Person, string]>([
    ...words(`wangjianguo1 Wangjianguo@1971 wangjg1971 Wangjg@0315 wjg19710315 wjg710315 Wjg@1971 wjg0315wjg WJG-1971-03-15 jianguo1971 Jianguo@0315 jgw710315 王建国1971 王建国0315 建国710315 wangjianguo0482
      Wang13931500482 wang0482 wjg00482 Wjg@500482 wang9913 WangJianGuo9913 wang159913 wjg0315! 710315wjg 19710315wang wangjianguo.315 wj9913wj guojianwang71 ougnaijgnaw1 W4ngjianguo1 wangwang71 yunqiao71 yunqiao2026 Yunqiao@0482 云桥市政1971
      tsyqszgc71 1971年3月15日 3月15日wjg 71-3-15wjg 1302031971 x130203wjg wangjianguo2026 wangjianguo123 wangjianguo520 wang@jianguo wang.jian.guo`).map(
      (password): [Person, string] => [wang, password],
    ),
    ...words(
      `yunqiao123 Yunqiao@119 tsyq2026 zhouyaqin1 Zhouyaqin@119 zyq0119zyq yaqin2026 0DEM0119a MA0DEM0119 91130203MA0DEM0119 zhou0000 云桥2026年 Zhou@1380315`,
    ).map((password): [Person, string] => [office, password]),
    ...words(`ouyang123 Ouyang@2026 ouyangwenhui1 wenhui2026 oywh2026 ouyang.wh1 Ouyang.wh@123 欧阳文慧1 文慧520520`).map(
      (password): [Person, string] => [clerk, password],
    ),
    ...words(`maimaiti1 maimaitiaili1 aili1976 Aili@0101 买买提艾力1 艾力1976年`).map((password): [Person, string] => [uyghur, password]),
  ])('of %o: %s is refused', (person, password) => {
    expect(refusalTo(password, person)).toMatch(/^password_/)
  })

  test('whoever it is: name, birthday, phone and number in twos, however written and joined', () => {
    const surname = fc.constantFrom(...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗')
    const given = fc.array(fc.constantFrom(...'建国秀英志强丽华文博小红海燕春梅晓东立军淑珍宇轩梓涵鹏飞雪'), { minLength: 1, maxLength: 2 })
    const born = fc.date({ min: new Date('1955-01-01'), max: new Date('2005-12-31'), noInvalidDate: true })
    const digits = (n: number) => fc.integer({ min: 0, max: 10 ** n - 1 }).map((value) => String(value).padStart(n, '0'))
    const someone = fc.record({ surname, given, born, tail: digits(4), phone: digits(9) }).map(({ surname, given, born, tail, phone }) => {
      const day = born.toISOString().slice(0, 10).replaceAll('-', '')
      return { name: surname + given.join(''), idNumber: `130203${day}${tail}`, phone: `13${phone}`, day }
    })
    const shape = fc.record({
      first: fc.nat(12),
      second: fc.nat(9),
      sign: fc.constantFrom('', '@', '.', '-', '_', '#', '!'),
      cased: fc.nat(3),
      turned: fc.boolean(),
    })
    fc.assert(
      fc.property(someone, shape, (person, { first, second, sign, cased, turned }) => {
        const named = wordsAbout({ name: person.name }).filter((word) => word.length > 1)
        const { day, phone, idNumber } = person
        const numbers = [
          day,
          day.slice(2),
          day.slice(4),
          day.slice(0, 4),
          phone.slice(-4),
          phone.slice(-6),
          idNumber.slice(-4),
          '123',
          '520',
          '2026',
        ]
        const parts = [named[first % named.length]!, numbers[second]!]
        const joined = (turned ? parts.reverse() : parts).join(sign)
        const written = [joined, joined.toUpperCase(), joined[0]!.toUpperCase() + joined.slice(1), joined.toLowerCase()][cased]!
        const password = written.length < 8 ? `${written}${'!'.repeat(8 - written.length)}` : written
        expect([password, refusalTo(password, person)]).not.toEqual([password, null])
      }),
      { numRuns: 250, seed: 11 },
    )
  }, 60_000)

  test('is no more than some two hundred words', () => {
    expect(wordsAbout({ ...wang, code: office.code, contactName: office.contactName, userName: 'wangjg' }).length).toBeLessThan(260)
  })

  test('is named as the reason', () => {
    expect(judge('Yunqiao@0482', wang).refusal?.facts.why).toBe(warnings.userInputs)
  })
})

describe('why, and what helps', () => {
  test.each<[string, string]>([
    ['woaini1314', warnings.topTen],
    ['qwerty12', warnings.common],
    ['Tangshan@2026', ownWarnings.words],
    ['zhang19900101', warnings.dates],
    ['zxcvbnm,./1', warnings.straightRow],
    ['zhangwei1990', warnings.commonNames],
    ['P@ssw0rd2026', warnings.similarToCommon],
    ['8k2-8k2-8k2-', warnings.extendedRepeat],
    ['kz7!kz7', ''],
  ])('%s: %s', (password, why) => {
    expect(judge(password).refusal?.facts.why ?? '').toBe(why)
  })

  test('every kind that zxcvbn knows has a sentence in Chinese', () => {
    for (const text of [...Object.values(warnings), ...Object.values(suggestions), ...Object.values(ownWarnings)])
      expect(text).toMatch(/^[\p{Script=Han}，。、@ a-z0-9]+$/u)
  })

  test('every refusal on the list names a reason and something to do', () => {
    for (const password of weak) {
      const refusal = judge(password).refusal
      if (refusal?.code !== 'password_guessable') continue
      expect(refusal.facts.why).toMatch(/\p{Script=Han}/u)
      expect(refusal.facts.help).toMatch(/\p{Script=Han}$/u)
    }
  })

  test('the page says how many characters are missing, then why, then how strong it is', () => {
    const told = ['abc', 'woaini1314', 'xK9#mQ2v', 'tuzi-chi-dengpao-9'].map((password) => tellStrength(password, []))
    expect(told).toEqual([
      { level: 0, text: '还差 5 位。' },
      { level: 1, text: '这个密码容易被猜到：它是全世界用得最多的密码之一。请再加两三个互不相关的词。' },
      { level: 2, text: '密码强度：可以使用，再长一些更好。' },
      { level: 3, text: '密码强度：强。' },
    ])
  })
})

test('the look at a password ends after 32 characters: a long one costs no more', () => {
  for (const piece of ['4@', 'p@ssw0rd', '20260101', '$@!0(3', '(', '1l!|i', '我爱']) {
    const long = piece.repeat(200)
    expect(estimate(long, [])).toEqual(estimate([...long].slice(0, 32).join(''), []))
  }
})

test('full-width letters are no disguise', () => {
  expect(refusalTo('Ｐａｓｓｗｏｒｄ１')).toBe('password_guessable')
})
