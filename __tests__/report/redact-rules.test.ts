import { describe, expect, test } from '@jest/globals'
import { RULES } from '../../src/report/redact-rules.js'

/** What one rule alone makes of a text. */
function apply(name: string, text: string): string {
  const rule = RULES.find(it => it.name === name)
  if (rule === undefined) throw new Error(`no rule ${name}`)
  return text.replace(rule.pattern, rule.replace)
}

/** As many characters of every class; made here, so that no scanner takes this file for a leak. */
const some = (length: number, of = 'aB3'): string => of.repeat(length).slice(0, length)
const R = '[redacted]'

/** A rule, texts that it leaves, and texts with what it makes of them. */
type Row = readonly [rule: string, text: string, becomes?: string]

const blocks: readonly Row[] = [
  ['private key', '-----BEGIN A KEY-----\nx\n-----END A KEY-----\nb', `${R}\nb`],
  ['private key', 'a -----BEGIN A-----x-----END A----- b -----BEGIN B2----- c', `a ${R} b ${R}`],
  ['private key', 'x-----BEGIN A-----y-----END -----z-----END A-----w', `x${R}w`],
  ['private key', '-----BEGIN-----'],
  ['private key', '-----BEGIN small-----'],
  ['private key', `-----BEGIN ${some(60, 'A')}-----`, R],
  ['private key', `-----BEGIN ${some(61, 'A')}-----`],
  ['base64 line', `a\n${some(60)}\nb`, `a\n${R}\nb`],
  ['base64 line', `${' '.repeat(20)}${some(76)}==${' '.repeat(20)}`, R],
  ['base64 line', some(59)],
  ['base64 line', some(77)],
  ['base64 line', `${some(60)}===`],
  ['base64 line', `${' '.repeat(21)}${some(60)}`],
  ['base64 line', `${some(60)}${' '.repeat(21)}`],
  ['base64 line', `x ${some(60)}`],
  ['base64 line', some(60, 'ab3')],
  ['base64 line', some(60, 'AB3')],
  ['base64 line', some(60, 'aBc')],
  ['base64 line', some(60, 'aB3+/'), R]
]

const urls: readonly Row[] = [
  ['url credentials', 'a ftp://joe:pw@host/x', `a ftp://${R}@host/x`],
  ['url credentials', 'HTTPS://Joe@host', `HTTPS://${R}@host`],
  ['url credentials', 'a+b-c.1://:pw@host', `a+b-c.1://${R}@host`],
  ['url credentials', 'ab://x@y', `ab://${R}@y`],
  ['url credentials', 'a://x@y'],
  ['url credentials', 'https://host/a@b'],
  ['url credentials', 'https://host?u=a@b'],
  ['url credentials', 'https://host#a@b'],
  ['url credentials', `https://host"a@b https://host'a@b https://host<a@b https://host>a@b`],
  ['url credentials', 'https://host a@b'],
  ['url credentials', 'https://@host'],
  ['slack webhook', 'to https://hooks.slack.com/services/T0-1/x_2 now', `to https://${R} now`],
  ['slack webhook', 'hooks.slack.com/abcdefghij', R],
  ['slack webhook', 'hooks.slack.com/abcdefghi'],
  ['slack webhook', 'hooksXslack.com/abcdefghij'],
  ['slack webhook', 'myhooks.slack.com/abcdefghij'],
  ['discord webhook', `https://discord.com/api/webhooks/12345/${some(20)} x`, `https://${R} x`],
  ['discord webhook', `discordapp.com/api/webhooks/${some(25, '1')}/${some(19)}-`, R],
  ['discord webhook', `discord.com/api/webhooks/1234/${some(20)}`],
  ['discord webhook', `discord.com/api/webhooks/${some(26, '1')}/${some(20)}`],
  ['discord webhook', `discord.com/api/webhooks/12345/${some(19)}`],
  ['discord webhook', `mydiscord.com/api/webhooks/12345/${some(20)}`],
  [
    'telegram bot',
    `https://t.example/bot123456:${some(30)}/get x`,
    `https://t.example/bot${R}/get x`
  ],
  ['telegram bot', `/bot${some(12, '1')}:${some(29)}-`, `/bot${R}`],
  ['telegram bot', `/bot12345:${some(30)}`],
  ['telegram bot', `/bot${some(13, '1')}:${some(30)}`],
  ['telegram bot', `/bot123456:${some(29)}`]
]

const headers: readonly Row[] = [
  ...[
    'Authorization',
    'Proxy-Authorization',
    'Cookie',
    'Cookie2',
    'Set-Cookie',
    'Set-Cookie2',
    'X-Api-Key',
    'x-auth-token',
    'X-Client-Secret',
    'X-Key',
    'DD-API-KEY',
    'DD-APPLICATION-KEY',
    'Private-Token'
  ].map((name): Row => ['header', `> ${name}: a b; c\nnext`, `> ${name}: ${R}\nnext`]),
  ['header', `{"authorization": "a", "b": 1}`, `{"authorization": "${R}"`],
  ['header', `{'cookie'='a'`, `{'cookie'='${R}'`],
  ['header', 'Cookie    =    a\r\nb', `Cookie    =    ${R}\r\nb`],
  ['header', 'Cookie     : a'],
  ['header', 'Cookie a: b'],
  ['header', 'mycookie: a'],
  ['header', 'Cookie: a="b"', `Cookie: ${R}`],
  ['header', 'X-Count: 3'],
  ['header', 'Cookie:'],
  ['scheme', `sent Basic ${some(8)} x`, `sent Basic ${R} x`],
  ...['basic', 'BEARER', 'Negotiate', 'ApiKey', 'token'].map((name): Row => [
    'scheme',
    `${name}    abcdefg1`,
    `${name}    ${R}`
  ]),
  ['scheme', 'Bearer     abcdefg1'],
  ['scheme', 'Bearerabcdefg1'],
  ['scheme', 'Bearer abcdef1'],
  ['scheme', 'Bearer abcdefgh'],
  ['scheme', 'Bearer Abcdefgh'],
  ['scheme', 'Bearer abcdeFgh', `Bearer ${R}`],
  ['scheme', 'Bearer ABcdefgh', `Bearer ${R}`],
  ...['+', '/', '=', '_'].map((it): Row => ['scheme', `Bearer abc${it}efgh`, `Bearer ${R}`]),
  ...['.', '~', ':', '-'].map((it): Row => ['scheme', `Bearer abc${it}efg1`, `Bearer ${R}`])
]

/** Prefixed tokens: the shortest that is one is taken, with one character less it stays. */
const prefixed: readonly Row[] = (
  [
    ['github', ['gho_', 'ghp_', 'ghr_', 'ghs_', 'ghu_'], 16, 'aB3'],
    ['github', ['github_pat_'], 20, 'aB3_'],
    ['gitlab', ['glpat-', 'glab-', 'glabcdef-'], 16, 'aB3-_'],
    ['slack', ['xoxb-', 'xoxz-', 'xapp-'], 10, 'aB3-'],
    ['stripe', ['sk_live_', 'rk_test_', 'pk_prod_', 'whsec_'], 8, 'aB3'],
    ['google', ['AIza'], 30, 'aB3-_'],
    ['google', ['ya29.'], 10, 'aB3-_.'],
    ['google', ['GOCSPX-'], 10, 'aB3-_'],
    ['npm', ['npm_'], 20, 'aB3'],
    ['pypi', ['pypi-'], 20, 'aB3-_'],
    ['datadog', ['dd_', 'ddap_', 'ddapi_', 'ddapp_', 'ddp_', 'ddpat_'], 30, 'aB3'],
    ['grafana', ['glsa_', 'glc_'], 20, 'aB3_=+/'],
    ['new relic', ['NRAK-', 'NRII-', 'NRRA-', 'NRJS-', 'NRSP-', 'NRAA-', 'NRAL-'], 16, 'aB3-_'],
    ['other prefixed', ['sk-', 'hvs.'], 16, 'aB3-_'],
    ['other prefixed', [`SG.${some(16)}.`], 16, 'aB3-_'],
    ['other prefixed', ['dop_v1_'], 32, 'aB3_'],
    ['other prefixed', ['sntrys_'], 20, 'aB3_=+/-'],
    ['other prefixed', ['shpat_', 'shpss_', 'shpca_', 'shppa_'], 16, 'aB3'],
    ['jwt', [`eyJ${some(8, 'aB3-_')}.`], 4, 'aB3-_']
  ] as const
).flatMap(([rule, prefixes, least, of]) =>
  prefixes.flatMap((prefix): Row[] => [
    [rule, `at ${prefix}${some(least, of)} x`, `at ${R} x`],
    [rule, `${prefix}${some(least + 9, of)}, x`, `${R}, x`],
    [rule, `${prefix}${some(least - 1, of)} x`],
    [rule, `x${prefix}${some(least, of)}`]
  ])
)

const others: readonly Row[] = [
  ['github', `ghp_${some(16)}.ab-c.d_e.f rest`, `${R} rest`],
  ['github', `ghx_${some(16)}`],
  ['gitlab', `gla-${some(16)}`],
  ['gitlab', `glabcdefg-${some(16)}`],
  ['slack', `xoxB-${some(10)}`],
  ['stripe', `ak_live_${some(8)} sk_dev_${some(8)}`],
  ['datadog', `ddx_${some(30)}`],
  ['new relic', `NRXX-${some(16)}`],
  ['other prefixed', `SG.${some(15)}.${some(16)}`],
  ['other prefixed', `shpxx_${some(16)}`],
  ['jwt', `eyJ${some(7)}.abcd`],
  ['jwt', `a eyJ${some(8)}.abcd.-_x..y z`, `a ${R} z`],
  ...['A3TX', 'AKIA', 'ASIA', 'ABIA', 'ACCA', 'AROA', 'AIDA'].flatMap((prefix): Row[] => [
    ['aws id', `key ${prefix}${some(16, 'A3')}.`, `key ${R}.`],
    ['aws id', `${prefix}${some(15, 'A3')}`],
    ['aws id', `${prefix}${some(17, 'A3')}`],
    ['aws id', `x${prefix}${some(16, 'A3')}`]
  ]),
  ['aws id', `ABCD${some(16, 'A3')}`],
  ['aws secret', `is ${some(40, 'aB3+/')} x`, `is ${R} x`],
  ['aws secret', some(39)],
  ['aws secret', some(41)],
  ['aws secret', some(40, 'ab3')],
  ...['+', '/', '=', '_', '.', ':', '-'].map((it): Row => ['aws secret', `${it}${some(40)}`]),
  ...['+', '/', '=', '_', '-'].map((it): Row => ['aws secret', `${some(40)}${it}`])
]

const flags: readonly Row[] = [
  ...['password', 'PASSWD', 'pass', 'passphrase', 'secret', 'token', 'db-password', 'x-token'].map(
    (name): Row => ['flag', `run --${name}    hunter2 x`, `run --${name}    ${R} x`]
  ),
  ['flag', '--api-key k1', `--api-key ${R}`],
  ['flag', '--client-secret s1', `--client-secret ${R}`],
  ['flag', '--password Word', `--password ${R}`],
  ['flag', '--password a,b', `--password ${R}`],
  ['flag', '--password is'],
  ['flag', '--password is.) and'],
  ['flag', '--password is.), and', `--password ${R} and`],
  ['flag', '--password -x1'],
  ['flag', '--password     x1'],
  ['flag', '--key k1'],
  ['flag', `--${some(20, 'a')}-key k1`, `--${some(20, 'a')}-key ${R}`],
  ['flag', `--${some(21, 'a')}-key k1`],
  ['mysql flag', 'mysql -u root -phunter2 shop', `mysql -u root -p${R} shop`],
  ['mysql flag', 'mysqldump -phunter2 -u root', `mysqldump -p${R} -u root`],
  ['mysql flag', 'mysql -p shop'],
  ['mysql flag', 'mysql -p-x'],
  ['mysql flag', 'mysql x-px'],
  ['mysql flag', 'mysql\n -phunter2'],
  ['mysql flag', 'mymysql -phunter2'],
  ['mysql flag', 'mysql2 -phunter2']
]

const PASSWORDS = [
  ...['password', 'passwords', 'passwd', 'passphrase', 'pwd', 'db_pass', 'PASSWORD'],
  ...['client_secret', 'client-secret', 'clientSecret', 'secret_access_key', 'secret-key'],
  ...['secretKey', 'secretAccessKey', 'api_key', 'api-key', 'apikey', 'app_key', 'appKey'],
  ...['application-key', 'private_key', 'privateKey', 'account_key', 'AccountKey'],
  ...['shared_access_key', 'SharedAccessKey']
]
const assignments: readonly Row[] = [
  ...PASSWORDS.map((name): Row => ['password', `${name}=hunter2 x`, `${name}=${R} x`]),
  ['password', `{"password"    :    "a b", "c": 1}`, `{"password"    :    "${R}", "c": 1}`],
  ['password', `'pwd'='it "is"' x`, `'pwd'='${R}' x`],
  ['password', `password     =a`],
  ['password', `password hunter2`],
  ...[' ', ',', ';', '&', '"', "'", '<', '>'].map((end): Row => [
    'password',
    `pwd=hunter2${end}x`,
    `pwd=${R}${end}x`
  ]),
  ['password', 'pass=1 _pass=2'],
  ['password', `pwd="a\nb"`, `pwd="${R}"\nb"`],
  ...[
    'token',
    'access_token',
    'secret',
    'credential',
    'credentials',
    'session_id',
    'sessionid'
  ].map((name): Row => ['token', `${name}=word x`, `${name}=${R} x`]),
  ...['session-id', 'access_key', 'access-key-id', 'accessKey', 'AUTH'].map((name): Row => [
    'token',
    `${name}=word&x`,
    `${name}=${R}&x`
  ]),
  ['token', 'xauth=word'],
  ['token', 'token: a1b2', `token: ${R}`],
  ['token', 'token: unexpected'],
  ['token', 'token: unexpected. end'],
  ['token', 'token: Unexpected', `token: ${R}`],
  ['token', `token:${some(16)}`, `token:${R}`],
  ['token', `token:${some(15)}`],
  ['token', `token:${some(16, 'aB')}`],
  ['token', `auth:${some(16)}:rate5m`],
  ['token', `auth:a:${some(16)}`],
  ['token', `{"token":"a1"}`, `{"token":"${R}"}`],
  ['token', `{'token':'a1'}`, `{'token':'${R}'}`],
  ...['sig', 'Signature', 'X-Amz-Signature', 'X-Amz-Security-Token', 'X-Amz-Credential'].map(
    (name): Row => ['signature', `?${name}=a%2B&b`, `?${name}=${R}&b`]
  ),
  ...['sid', 'JSESSIONID', 'phpsessid'].map((name): Row => [
    'signature',
    `;${name}=a x`,
    `;${name}=${R} x`
  ]),
  ['signature', 'sig: a'],
  ['signature', 'xsig=a 1sid=b']
]

const people: readonly Row[] = [
  ...['firstName', 'last_name', 'FULL NAME', 'Given-Name', 'displayName', 'customerName'].map(
    (field): Row => ['name', `${field}=Jane Doe, 7`, `${field}=[name], 7`]
  ),
  ['name', `"legalName": "jane doe 2", "x"`, `"legalName": "[name]", "x"`],
  ['name', `holderName='j'`, `holderName='[name]'`],
  ['name', "realName: Jean-Luc O'Hara St. Clair Extra", 'realName: [name] Extra'],
  ['name', 'firstName=jane'],
  ['name', 'tirstName=Jane irstName=Jane'],
  ['name', 'hostName=Jane'],
  ['name', 'firstName=Éva', 'firstName=[name]'],
  ['full name', 'name=Jane Doe left', 'name=[name] left'],
  ['full name', 'NAME: "Jane Doe"', 'NAME: "[name]"'],
  ['full name', 'Name=Jane Ann Mary Doe', 'Name=[name]'],
  ['full name', 'name=Jane'],
  ['full name', 'name=jane doe'],
  ['full name', 'filename=Jane Doe host-name=Jane Doe x_name=Jane Doe'],
  ['e-mail', 'to jane.doe+shop%1@mail.example.co.uk!', 'to [e-mail]!'],
  ['e-mail', 'a@b.c'],
  ['e-mail', 'a@b.cd', '[e-mail]'],
  ['e-mail', 'a@b'],
  ['e-mail', `a@b.${some(24, 'c')}`, '[e-mail]'],
  ['e-mail', `a@b.${some(25, 'c')}`],
  ['e-mail', 'a@-b.example', '[e-mail]']
]

const numbers: readonly Row[] = [
  ['iban', 'to DE89370400440532013000.', 'to [iban].'],
  ['iban', 'to DE89 3704 0044 0532 0130 00 x', 'to [iban] x'],
  ['iban', 'GB82WEST12345698765432', '[iban]'],
  ['iban', 'NO9386011117947', '[iban]'],
  ['iban', 'DE88370400440532013000'],
  ['iban', 'xDE89370400440532013000'],
  ...[
    '4111111111111111',
    '4222222222222',
    '5500 0055 5555 5559',
    '2223-0031-2200-3222',
    '371449635398431',
    '6011111111111117',
    '3530111333300000',
    '30569309025904'
  ].map((it): Row => ['card', `pan=${it}, x`, 'pan=[card], x']),
  ['card', '4111111111111112'],
  ['card', '7111111111111111'],
  ['card', '5600000000000003'],
  ['card', 'x4111111111111111'],
  ['card', '1.4111111111111111'],
  ['card', '-4111111111111111'],
  ['card', '4111111111111111.5'],
  ['card', '4111111111111111-x'],
  ['card', '4111111111111111.', '[card].'],
  ['phone', 'call +49 (30) 901820 now', 'call [phone] now'],
  ['phone', '+1-555-010-4477', '[phone]'],
  ['phone', '+4930901820', '[phone]'],
  ['phone', '+1234567'],
  ['phone', '+12345678', '[phone]'],
  ['phone', '+123456789012345', '[phone]'],
  ['phone', '+1234567890123456'],
  ['phone', '+49 (30)901820', '[phone]'],
  ['phone', '+49 3012 34', '[phone]'],
  ['phone', '+01234567890'],
  ['phone', 'a+4930901820'],
  ['phone', '++4930901820'],
  ['phone', '+4930901820x'],
  ['phone of north america', 'call (555) 010-4477 now', 'call [phone] now'],
  ['phone of north america', '(555)010.4477', '[phone]'],
  ['phone of north america', '555-010-4477', '[phone]'],
  ['phone of north america', '555.010.4477.', '[phone].'],
  ['phone of north america', '555.010.4477.8'],
  ['phone of north america', '555 010 4477'],
  ['phone of north america', 'x555-010-4477'],
  ['phone of north america', '1.555-010-4477'],
  ['phone of north america', '555-010-4477-1'],
  ['phone of north america', '555-010-44771']
]

describe.each([
  ['blocks', blocks],
  ['addresses', urls],
  ['headers', headers],
  ['tokens with a prefix', prefixed],
  ['tokens', others],
  ['flags', flags],
  ['names with values', assignments],
  ['people', people],
  ['numbers', numbers]
])('of %s', (_name, rows) => {
  test.each(rows.map(row => [row[0], row[1], row[2] ?? row[1]]))(
    'the rule %s makes of %j %j',
    (rule, text, becomes) => {
      expect(apply(rule, text)).toBe(becomes)
    }
  )
})

/** The digits with the check digit of ISO 7812 behind them. */
function withLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + Math.floor(value / 10) + (value % 10)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

test.each<[string, readonly number[]]>([
  ['4', [13, 16, 19]],
  ['51', [16]],
  ['55', [16]],
  ['50', []],
  ['56', []],
  ['22', [16]],
  ['27', [16]],
  ['21', []],
  ['28', []],
  ['34', [15]],
  ['37', [15]],
  ['36', [14]],
  ['6', [16]],
  ['35', [16]],
  ['30', [14]],
  ['38', [14]],
  ['39', []]
])('a card that begins with %s has %j digits', (prefix, lengths) => {
  const cards = Array.from({ length: 10 }, (_, i) => i + 11).filter(length => {
    const card = withLuhn(prefix.padEnd(length - 1, '0123456789'.repeat(2)))
    return apply('card', `pan=${card}, x`) === 'pan=[card], x'
  })
  expect(cards).toEqual(lengths)
})

/** An account number with the check digits of ISO 13616. */
function ibanOf(length: number): string {
  const account = some(length - 4, '1234567890')
  const remainder = [...`${account}131400`].reduce(
    (rest, digit) => (rest * 10 + Number(digit)) % 97,
    0
  )
  return `DE${String(98 - remainder).padStart(2, '0')}${account}`
}

test('an IBAN has 15 to 34 characters', () => {
  const lengths = Array.from({ length: 25 }, (_, i) => i + 12).filter(
    length => apply('iban', ibanOf(length)) === '[iban]'
  )
  expect([lengths[0], lengths.at(-1), lengths.length]).toEqual([15, 34, 20])
})
