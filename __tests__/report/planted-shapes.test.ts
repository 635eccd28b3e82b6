import { describe, expect, test } from '@jest/globals'
import { createRedactor } from '../../src/report/redact.js'

const redact = createRedactor([])

/** Made here, so that no scanner takes this file for a leak. */
const some = (length: number, of = 'aB3'): string => of.repeat(length).slice(0, length)
const hex = (length: number): string => some(length, '0a1b')

/** A line, what is secret in it, and what it becomes. */
type Row = readonly [before: string, secret: string, after: string, becomes: string]
const R = '[redacted]'

const tokens: readonly Row[] = [
  [`twilio AC${hex(32)}:`, hex(32), ' failed', `twilio AC${hex(32)}:${R} failed`],
  ['mailgun api:', `key-${hex(32)}`, ' 401', `mailgun api:${R} 401`],
  ['model ', `hf_${some(34)}`, ' 401', `model ${R} 401`],
  ['doppler ', `dp.st.prd.${some(40)}`, '.', `doppler ${R}.`],
  ['doppler ', `dp.pt.${some(43)}`, '.', `doppler ${R}.`],
  ['square ', `sq0atp-${some(22)}`, ' x', `square ${R} x`],
  ['jira ', `ATATT3xFfGF0${some(60)}=1A2B3C4D`, ' x', `jira ${R} x`],
  ['linear ', `lin_api_${some(40)}`, ' x', `linear ${R} x`],
  ['databricks ', `dapi${hex(32)}-2`, ' x', `databricks ${R} x`],
  ['sops ', `AGE-SECRET-KEY-1${some(58, 'A3Q')}`, ' x', `sops ${R} x`],
  ['deploy FlyV1 ', `fm2_${some(60)}`, ',x', `deploy FlyV1 ${R},x`],
  ['supabase ', `sbp_${hex(40)}`, ' x', `supabase ${R} x`],
  ['key ', `b3BlbnNzaC1rZXktdjE${some(60)}`, ' x', `key ${R} x`],
  ['registry ', `dckr_pat_${some(27)}`, ' x', `registry ${R} x`],
  ['user=ann pass=', 'correcthorse', ' x', `user=ann pass=${R} x`],
  ['as ann:', 'hunter2', '@db', `as ann:${R}@db`],
  ['form user%5Bpassword%5D=', 'CorrectHorse', '&x=1', `form user%5Bpassword%5D=${R}&x=1`]
]

const people: readonly Row[] = [
  ['OTP code ', '493817', ' for ann did not match', `OTP code ${R} for ann did not match`],
  ['verification code is ', '493817', '.', `verification code is ${R}.`],
  ['otp=', '493817', '&x', `otp=${R}&x`],
  ['pin=', '4938', ' wrong', `pin=${R} wrong`],
  ['{"pin":"', '4938', '"}', `{"pin":"${R}"}`],
  ['cvv=', '123', ' wrong', `cvv=${R} wrong`],
  ['{"cvc": "', '1234', '"}', `{"cvc": "${R}"}`],
  ['ssn ', '078-05-1120', ' invalid', `ssn ${R} invalid`],
  ['{"social_security_number":"', '078051120', '"}', `{"social_security_number":"${R}"}`],
  ['passport_number=', 'C01X00T47', ' invalid', `passport_number=${R} invalid`],
  ['{"date_of_birth":"', '1984-05-17', '"}', `{"date_of_birth":"${R}"}`],
  ['dob=', '17.05.1984', ' refused', `dob=${R} refused`],
  ['{"street":"', '221B Baker Street', '","zip":1}', `{"street":"${R}","zip":1}`],
  ['street=', 'Baker Street', ' zip=1', `street=${R} zip=1`],
  ['{"phone":"', '01701234567', '"}', `{"phone":"[phone]"}`],
  ['mobileNumber=', '0170 1234567', ', x', 'mobileNumber=[phone], x'],
  ['lat/lng ', '52.520008, 13.404954', ' out of area', `lat/lng ${R} out of area`],
  ['{"latitude":', '52.520008', ',"x":1}', `{"latitude":${R},"x":1}`],
  ['GET /u?email=', 'ann.miller%40example.com', ' 500', 'GET /u?email=[e-mail] 500'],
  ['mail to ', 'ann@müller.example', ' bounced', 'mail to [e-mail] bounced'],
  ['mail to ', 'jürgen@пример.рф', ' bounced', 'mail to [e-mail] bounced'],
  ['{"first_name"=>"', 'Annabelle', '"}', '{"first_name"=>"[name]"}'],
  ['{\\"lastName\\":\\"', 'Müllerova', '\\"}', '{\\"lastName\\":\\"[name]\\"}']
]

test.each([...tokens, ...people])('in "%s%s%s" it is hidden', (before, secret, after, becomes) => {
  expect(redact(`${before}${secret}${after}`)).toBe(becomes)
  expect(redact(becomes)).toBe(becomes)
})

describe('what only resembles them stays', () => {
  test.each([
    // A character less, or words after the same prefix.
    `AC${hex(31)}:${hex(32)}`,
    `key-${hex(31)} dapi${hex(31)} sbp_${hex(39)}`,
    'hf_transformers_cache_directory lin_api_client_retry_handler figd_something-with-many-words',
    'dp.st.prd.short ATATT3short fm2_short sq0atp-short',
    'AGE-SECRET-KEY-1SHORT, keyboard-interactive dapi',
    `ls_hf_${some(34)}`,
    // Numbers of things.
    'pin=13 spin=4938 pinned 4938 rows',
    'otp is required, pin is wrong, security code did not match',
    'auth code 401, verification code expired',
    'cvv missing, cvc=invalid, cvv2: required',
    'ssn is missing, session 078-05-1120',
    'passport-jwt 4.0.1 loaded, passport strategy local1 unknown',
    'date of birth is required, birthday=unknown',
    'street=12, street is required, address=10.0.0.12:9090',
    'phone is required, phone=invalid, iPhone 12345678 headphone: none',
    'telemetry=12345678, mobile=true, fax: none',
    'lat=0.812345 p99=1.234567, latency=12.345678',
    'location 3.141, position 12.34567, 1.23456, location: 1.234, 5.678, coordinates missing',
    'load average 0.52001, 1.40495',
    // Addresses of machines are what operators look for.
    'login from 203.0.113.77 blocked, 2001:db8:85a3::8a2e:370:7334 as well',
    'user@host ssh git@github.com:acme/shop',
    'retry 40% at 25%40 done'
  ])('%s', line => {
    const expected = line.replace('git@github.com', '[e-mail]')
    expect(redact(line)).toBe(expected)
  })
})

const units = [
  'password ',
  'password is ',
  'password(',
  'password=\\"',
  'password=\\\\\\"',
  '&quot;password&quot;:&quot;',
  '<password ',
  '<password>a',
  '&lt;password&gt;',
  'curl -u ',
  'curl ',
  '-u a:',
  'sshpass ',
  'redis-cli ',
  'docker login ',
  'identified by ',
  'AUTH default ',
  'credentials: a ',
  'basic auth ',
  'a:b',
  'jdbc:oracle:thin:',
  'sqlplus -a ',
  'x-',
  'street=a ',
  'phone 1 ',
  'otp is ',
  'lat=',
  'dob ',
  'passport a',
  'ä@ä.',
  'a%40',
  'key=a',
  'user=pass',
  'user=',
  '("password"',
  'name=password,',
  'name=a',
  'insert into password) ',
  'insert into ',
  'password for a',
  'as a:b',
  'Pass=',
  'dp.st.'
]
test.each(units)('100 000 characters of %j cost no more than linear time', unit => {
  const text = unit.repeat(Math.ceil(100_000 / unit.length))
  const started = performance.now()
  createRedactor([])(text)
  // Quadratic time would be minutes; a busy machine is no failure.
  expect(performance.now() - started).toBeLessThan(5000)
})
