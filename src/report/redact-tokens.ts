import { isMixed, looksRandom } from './redact-looks.js'
import type { Rule } from './redact-rule.js'
import { keep, whole } from './redact-rule.js'

/** Credentials that are known by their own shape, wherever they stand. */

export const BLOCKS: readonly Rule[] = [
  whole(
    'private key',
    /-----BEGIN [A-Z0-9 ]{1,60}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,60}-----|$)/g
  ),
  // One line of such a block that was logged by itself.
  whole('base64 line', /^[ ]{0,20}[A-Za-z0-9+/]{60,76}={0,2}[ ]{0,20}$/gm, isMixed),
  // "openssh-key-v1" in base64: such a key without its frame.
  whole('openssh key', /\bb3BlbnNzaC1rZXktdj[\w+/=-]{8,}/g)
]

export const TOKENS: readonly Rule[] = [
  keep(
    'scheme',
    /\b((?:basic|bearer|negotiate|apikey|token)\s{1,4})([\w+/=.~:-]{8,})/gi,
    looksRandom
  ),
  whole('jwt', /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){0,3}/g),
  whole('github', /\b(?:gh[oprsu]_[A-Za-z0-9_]{16,}(?:\.[\w-]+){0,3}|github_pat_\w{20,})/g),
  whole('gitlab', /\bgl[a-z]{2,6}-[\w-]{16,}/g),
  whole('slack', /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{10,}/g),
  whole('slack webhook', /\bhooks\.slack\.com\/[\w/-]{10,}/g),
  whole('aws id', /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{16}\b/g),
  whole('stripe', /\b(?:[rsp]k_(?:live|test|prod)|whsec)_[A-Za-z0-9]{8,}/g),
  whole('google', /\b(?:AIza[\w-]{30,}|ya29\.[\w.-]{10,}|GOCSPX-[\w-]{10,})/g),
  whole('npm', /\bnpm_[A-Za-z0-9]{20,}/g),
  whole('pypi', /\bpypi-[\w-]{20,}/g),
  whole('datadog', /\bdd(?:api?|app|p|pat)?_[A-Za-z0-9]{30,}/g),
  whole('grafana', /\bgl(?:sa|c)_[\w=+/]{20,}/g),
  whole('new relic', /\bNR(?:AK|II|RA|JS|SP|AA|AL)-[\w-]{16,}/g),
  whole(
    'other prefixed',
    /\b(?:sk-[\w-]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|hv[sbr]\.[\w-]{16,}|dop_v1_\w{32,}|sntrys_[\w=+/-]{20,}|shp(?:at|ss|ca|pa)_\w{16,})/g
  ),
  whole('atlassian', /\bAT(?:ATT|CTT|BB)[\w=-]{24,}/g),
  whole('doppler', /\bdp\.(?:st|pt|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{30,}/g),
  whole('age', /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/gi),
  whole('fly', /\bfm[12][a-z]?_[\w+/=-]{20,}/g),
  // The other half, AC…, is the name of the account.
  keep('twilio', /\b(AC[0-9a-f]{32}:)([^\s"'@,;]{8,200})/g),
  whole(
    'hexadecimal prefixed',
    /\b(?:key-[0-9a-f]{32}|dapi[0-9a-f]{32}(?:-\d)?|sbp_[0-9a-f]{40})\b/g
  ),
  whole(
    'more prefixed',
    /\b(?:hf|lin_api|lin_oauth|sq0[a-z]{3}|PMAK|rubygems|dckr_pat|tskey-[a-z]{2,10}|xkeysib|sb_secret|pscale_(?:tkn|pw|oauth)|pul|figd|glrt|nvapi|gsk|xai|bkua)[_-][\w-]{20,}/g,
    text => /\d/.test(text)
  ),
  whole('discord webhook', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/[\w-]{20,}/g),
  keep('telegram bot', /(\/bot)(\d{6,12}:[\w-]{30,})/g)
]

/** 40 characters of three classes: an AWS secret key. A commit id has no capitals. */
export const AWS_SECRET = whole(
  'aws secret',
  /(?<![A-Za-z0-9+/=_.:-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g,
  isMixed
)
