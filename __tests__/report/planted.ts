/** Secrets and personal data in lines as services write them, planted by parts so that no scanner takes this file for a leak. */

export interface Planted {
  readonly what: string
  readonly line: (value: string) => string
  readonly value: string
}

export const SECRETS: readonly Planted[] = [
  {
    what: 'password in a JDBC URL',
    value: 'S3cr3t!pw',
    line: v => `HikariPool-1 - jdbc:mysql://db:3306/shop?user=app&password=${v}&useSSL=true`
  },
  {
    what: 'credentials in a URL',
    value: 'p%40ss%3Aw0rd',
    line: v => `connecting to postgresql://app:${v}@db.internal:5432/shop`
  },
  {
    what: 'password without a user in a URL',
    value: 's3cr3tpass',
    line: v => `cache redis://:${v}@cache:6379/0 unreachable`
  },
  {
    what: 'bearer token on a command line',
    value: 'mF_9.B5f-4.1JqM',
    line: v => `exec: curl -H 'Authorization: Bearer ${v}' https://api`
  },
  {
    what: 'key in a Python dictionary',
    value: '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    line: v => `request failed headers={'X-Api-Key': '${v}', 'Accept': '*/*'}`
  },
  { what: 'cookies', value: 'hZ3kQ9vT1m', line: v => `> Cookie: sessionid=${v}; csrftoken=${v}` },
  {
    what: 'OAuth token in JSON',
    value: 'ya29.' + 'a0AfH6SMBx7f-Qk',
    line: v => `{"access_token":"${v}","token_type":"Bearer","expires_in":3599}`
  },
  {
    what: 'refresh token in a form',
    value: '1//0gLu8aB3dEfGh',
    line: v => `POST /token grant_type=refresh_token&refresh_token=${v}`
  },
  {
    what: 'key of a storage account',
    value: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq' + '==',
    line: v => `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${v};EndpointSuffix=core`
  },
  {
    what: 'private key',
    value: 'MIIEpAIBAAKCAQEA7bq9Zk3m',
    line: v => `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${v}\n-----END RSA ${'PRIVATE'} KEY-----`
  },
  {
    what: 'password after a flag',
    value: 'hunter2-long',
    line: v => `running: mysqldump --user root --password ${v} shop`
  },
  {
    what: 'password glued to a flag',
    value: 'S3cretPw1',
    line: v => `running: mysql -u root -p${v} shop`
  },
  {
    what: 'AWS signature',
    value: 'fe5f80f77d5fa3beca038a248ff027d0',
    line: v => `AWS4-HMAC-SHA256 Credential=x/20261125/eu/s3/aws4_request, Signature=${v}`
  },
  {
    what: 'token of a bot in a path',
    value: '110201543:' + 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
    line: v => `GET https://api.telegram.org/bot${v}/sendMessage 403`
  },
  {
    what: 'webhook',
    value: 'aBcD3fGh1jKlMn0pQrStUvWxYz' + '_0123456789-abcdefghij',
    line: v => `posting to https://discord.com/api/webhooks/112233445566778899/${v}`
  },
  {
    what: 'key of a language model',
    value: 'sk-' + 'ant-api03-aB3dEfGhIjKlMnOpQrSt',
    line: v => `openai client: Incorrect API key provided: ${v}.`
  },
  {
    what: 'JWT in a query',
    value: 'eyJhbGciOiJIUzI1NiJ9.' + 'eyJzdWIiOiIxMjM0In0.dozjgNryP4J3',
    line: v => `GET /ws?jwt=${v} 101`
  },
  {
    what: 'environment of a process',
    value: 'Xq7vR2mK9pL4',
    line: v => `env: PATH=/usr/bin SMTP_PASS=${v} HOME=/root`
  }
]

export const PERSONAL: readonly Planted[] = [
  { what: 'e-mail', value: 'ada.lovelace+shop@example.co.uk', line: v => `mail to <${v}> bounced` },
  { what: 'card', value: '3782 822463 10005', line: v => `charge declined for card ${v} (amex)` },
  { what: 'phone', value: '+44 20 7946 0958', line: v => `sms to ${v} failed` },
  { what: 'IBAN', value: 'GB82WEST12345698765432', line: v => `payout iban=${v} rejected` },
  { what: 'name', value: 'Ada Lovelace', line: v => `created customer name=${v}, tier=gold` },
  {
    what: 'name in JSON',
    value: 'Lovelace-Byron',
    line: v => `{"firstName":"Ada","lastName":"${v}","orders":3}`
  }
]
