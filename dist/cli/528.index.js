export const id = 528;
export const ids = [528];
export const modules = {

/***/ 9147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createHttp: () => (/* binding */ createHttp)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/axios/lib/axios.js + 65 modules
var axios = __webpack_require__(1542);
// EXTERNAL MODULE: ./.cache/build/errors.js
var errors = __webpack_require__(1712);
// EXTERNAL MODULE: ./.cache/build/io/address.js + 1 modules
var address = __webpack_require__(7836);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./.cache/build/io/tunnel.js


/** A proxy that does not answer must not keep the process from ending. Milliseconds. */
const connectTimeout = 15_000;
const refusedCode = 'ERR_PROXY_';
/** The status with which the proxy refused a tunnel, from the error's code. */
function statusOfProxy(code) {
    return code.startsWith(refusedCode) ? Number(code.slice(refusedCode.length)) : undefined;
}
/**
 * Connections through a proxy by CONNECT, kept alive like direct ones; the proxy sees neither the
 * request nor its headers. `destroy()` also ends what is still being connected.
 */
function tunnelAgent(proxy, options) {
    const agent = new external_node_https_.Agent(options);
    const pending = new Set();
    const secure = agent.createConnection.bind(agent);
    const destroy = agent.destroy.bind(agent);
    agent.createConnection = (target, callback) => {
        const done = (callback ?? (() => undefined));
        const request = connectRequest(proxy, `${bracketed(target.host ?? '')}:${target.port ?? 443}`);
        pending.add(request);
        request.once('close', () => pending.delete(request));
        request.once('error', error => done(error));
        request.once('connect', (response, socket) => {
            if (response.statusCode === 200) {
                const through = { ...target, socket };
                done(null, secure(through) ?? undefined);
            }
            else {
                socket.destroy();
                done(refusal(response));
            }
        });
        request.end();
        return undefined;
    };
    agent.destroy = () => {
        for (const request of pending)
            request.destroy();
        destroy();
    };
    return agent;
}
function connectRequest(proxy, authority) {
    const open = proxy.protocol === 'https:' ? external_node_https_.request : external_node_http_.request;
    const request = open({
        host: proxy.host,
        port: proxy.port,
        method: 'CONNECT',
        path: authority,
        headers: { Host: authority, ...authorisation(proxy) },
        agent: false,
        timeout: connectTimeout
    });
    request.once('timeout', () => {
        request.destroy(Object.assign(new Error('the proxy does not answer'), { code: 'ETIMEDOUT' }));
    });
    return request;
}
function authorisation({ auth }) {
    if (auth === undefined)
        return {};
    const pair = Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64');
    return { 'Proxy-Authorization': `Basic ${pair}` };
}
function refusal({ statusCode = 0 }) {
    return Object.assign(new Error('the proxy refused'), { code: `${refusedCode}${statusCode}` });
}
function bracketed(host) {
    return host.includes(':') ? `[${host}]` : host;
}

;// CONCATENATED MODULE: ./.cache/build/io/agents.js




/** How long an idle connection is kept: longer than most intervals between two looks. */
const keepAlive = 60_000;
function createAgents(lookup) {
    const pairs = new Map();
    return {
        pair: (tls, proxy) => {
            const key = JSON.stringify([tls?.ca, tls?.cert, tls?.key, proxy]);
            const known = pairs.get(key);
            if (known !== undefined)
                return known;
            const made = createPair(tls, proxy, lookup);
            pairs.set(key, made);
            return made;
        },
        destroy: () => {
            for (const pair of pairs.values())
                void pair.then(destroyPair, () => undefined);
            pairs.clear();
        }
    };
}
function destroyPair({ httpAgent, httpsAgent }) {
    httpAgent.destroy();
    httpsAgent.destroy();
}
async function createPair(tls, proxy, lookup) {
    const lasting = { keepAlive: true, timeout: keepAlive };
    const secure = {
        ...lasting,
        ...(tls?.ca === undefined ? {} : { ca: await pemOf(tls.ca, 'ca-file') }),
        ...(tls?.cert === undefined ? {} : { cert: await pemOf(tls.cert, 'client-cert') }),
        ...(tls?.key === undefined ? {} : { key: await pemOf(tls.key, 'client-key') }),
        rejectUnauthorized: true
    };
    // Behind a proxy names are resolved there; the proxy's own address is the environment's to choose.
    if (proxy !== undefined) {
        return { httpAgent: new external_node_http_.Agent(lasting), httpsAgent: tunnelAgent(proxy, secure) };
    }
    return {
        httpAgent: new external_node_http_.Agent({ ...lasting, lookup }),
        httpsAgent: new external_node_https_.Agent({ ...secure, lookup })
    };
}
/** PEM text as it is, anything else as the path of a file that holds it. */
async function pemOf(value, key) {
    if (value.includes('-----BEGIN '))
        return value;
    const text = await (0,external_node_fs_promises_.readFile)(value, 'utf8').catch(() => '');
    if (text.includes('-----BEGIN '))
        return text;
    throw new Error(`${key} is neither a PEM text nor a readable PEM file`);
}

// EXTERNAL MODULE: ./.cache/build/io/collector.js
var collector = __webpack_require__(4575);
;// CONCATENATED MODULE: ./.cache/build/io/slots.js
function createSlots(size) {
    let free = size;
    const waiting = [];
    const giveBack = () => {
        const next = waiting.shift();
        if (next === undefined)
            free += 1;
        else
            next();
    };
    const once = () => {
        let given = false;
        return () => {
            if (given)
                return;
            given = true;
            giveBack();
        };
    };
    return {
        take: signal => {
            if (signal.aborted)
                return Promise.reject(reasonOf(signal));
            if (free > 0) {
                free -= 1;
                return Promise.resolve(once());
            }
            return new Promise((resolve, reject) => {
                const start = () => {
                    signal.removeEventListener('abort', leave);
                    resolve(once());
                };
                const leave = () => {
                    waiting.splice(waiting.indexOf(start), 1);
                    reject(reasonOf(signal));
                };
                waiting.push(start);
                signal.addEventListener('abort', leave, { once: true });
            });
        }
    };
}
function reasonOf(signal) {
    return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}

;// CONCATENATED MODULE: ./.cache/build/io/body.js


const MIB = 1024 * 1024;
/** What is longer is read one answer after the other. Bytes. */
const longFrom = MIB;
/** Bytes. */
const growBy = 2 * MIB;
/** How much is read before the collector comes for the chunks. Bytes. */
const collectEvery = 16 * MIB;
/**
 * Long bodies take turns with one buffer: four bombs at a time, look after look, cost the memory of one answer
 * and not what the collector has not come to yet. Between them it is shrunk to nothing, which gives its pages back at
 * once: the text is there, and who reads it needs room of his own.
 */
function createBodyReader() {
    const turns = createSlots(1);
    let room = new ArrayBuffer(0, { maxByteLength: 0 });
    let read = 0;
    return async (body, maxBytes, signal) => {
        const short = [];
        let length = 0;
        let long = new Uint8Array(0);
        let giveBack;
        try {
            for await (const chunk of body) {
                if (length + chunk.length > maxBytes)
                    return undefined;
                if (giveBack === undefined && length + chunk.length > longFrom) {
                    giveBack = await turns.take(signal);
                    room = roomFor(room, maxBytes);
                    grow(room, length);
                    long = new Uint8Array(room);
                    long.set(Buffer.concat(short));
                }
                if (giveBack === undefined) {
                    short.push(chunk);
                }
                else {
                    grow(room, length + chunk.length);
                    long.set(chunk, length);
                }
                length += chunk.length;
                read += chunk.length;
                if (read >= collectEvery) {
                    read = 0;
                    (0,collector/* callCollector */.S)();
                }
            }
            const whole = giveBack === undefined ? Buffer.concat(short) : long.subarray(0, length);
            return new TextDecoder().decode(whole);
        }
        finally {
            if (giveBack !== undefined)
                room.resize(0);
            giveBack?.();
        }
    };
}
function roomFor(kept, maxBytes) {
    return kept.maxByteLength < maxBytes ? new ArrayBuffer(0, { maxByteLength: maxBytes }) : kept;
}
/** Step by step, and no further than needed: V8 clears every byte of what it shrinks, whether it was written to or not. */
function grow(room, bytes) {
    if (room.byteLength < bytes)
        room.resize(Math.min(room.maxByteLength, bytes + growBy));
}

;// CONCATENATED MODULE: ./.cache/build/io/retry.js
/** Waiting between attempts, in milliseconds. */
const shortest = 250;
const firstCeiling = 500;
const longest = 10_000;
/** A server may ask for more patience, but not for more than this. */
const longestAsked = 60_000;
/** Attempts of one request, the first included. */
const mostAttempts = 3;
/** Worth another attempt: the server, or something before it, was busy or stumbled. */
function isTransient(status) {
    return status === 408 || status === 425 || status === 429 || (status >= 500 && status <= 599);
}
/**
 * How long to wait before attempt `retries + 2`: anything between a quarter of a second and a ceiling
 * that doubles (full jitter over a floor, so that a struggling server is never asked again at once).
 */
function backOff(retries, random) {
    const ceiling = Math.min(longest, firstCeiling * 2 ** retries);
    return shortest + random() * (ceiling - shortest);
}
/**
 * How long a server that has too many requests asks to be left alone: `Retry-After`, else the reset that
 * vendors name beside their limits, in seconds from now or as epoch seconds.
 */
function pauseAsked(headers, now) {
    const { 'retry-after': header } = headers;
    if (header !== undefined)
        return retryAfter(header, now);
    // `RateLimit: limit=10, remaining=0, reset=43` (draft 7 of the IETF), as Honeycomb has it.
    const [, draft] = /\breset=(\d{1,12})\b/.exec(headers['ratelimit'] ?? '') ?? [];
    const reset = draft ?? resetNames.map(name => headers[name]).find(value => value !== undefined);
    if (reset === undefined || !/^\d{1,12}$/.test(reset))
        return 0;
    const seconds = Number(reset);
    return retryAfter(seconds < firstEpoch ? reset : new Date(seconds * 1000).toUTCString(), now);
}
/** Datadog counts seconds; Sentry names the instant. */
const resetNames = ['x-ratelimit-reset', 'ratelimit-reset', 'x-sentry-rate-limit-reset'];
/** 2001: no server asks for so many seconds of patience. */
const firstEpoch = 1_000_000_000;
/** What `Retry-After` asks for: seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(header, now) {
    const text = header?.trim() ?? '';
    const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
    return Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), longestAsked);
}

;// CONCATENATED MODULE: ./.cache/build/io/fault.js



const tlsCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_|HOSTNAME_MISMATCH|PATH_LENGTH_|CRL_|ERROR_IN_)/;
const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const sentences = new Map([
    ['ECONNREFUSED', 'refused the connection'],
    ['ECONNRESET', 'reset the connection'],
    ['EPIPE', 'closed the connection'],
    ['ETIMEDOUT', 'could not be reached in time'],
    ['EHOSTUNREACH', 'cannot be reached (no route)'],
    ['ENETUNREACH', 'cannot be reached (no network)']
]);
/** Translates whatever the library threw, by its code and never by its request. */
function faultOf(error) {
    const code = own(error, 'code');
    const message = own(error, 'message');
    if (code === address/* refusedAddressCode */.Ml)
        return refusedAddress();
    if (code === 'HPE_HEADER_OVERFLOW') {
        return { code: 'provider-error', words: 'sent more headers than are read.', again: 'once' };
    }
    if (dnsCodes.has(code)) {
        const words = `cannot be found by name (${code}). Check the endpoint's url.`;
        return { code: 'provider-error', words, again: 'always' };
    }
    if (tlsCodes.test(code))
        return tlsFault(code);
    const proxyStatus = statusOfProxy(code);
    if (proxyStatus !== undefined)
        return proxyFault(proxyStatus);
    if (code.startsWith('ERR_INVALID') || code === 'ERR_BAD_OPTION')
        return unsendable(code);
    return broken(code, message);
}
function own(error, key) {
    if (typeof error !== 'object' || error === null)
        return '';
    const value = error[key];
    return typeof value === 'string' ? value : '';
}
function tooLarge(maxBytes) {
    const size = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
    const words = `sent more than ${size}. Ask for less: aggregate in the query, or narrow it; or raise the endpoint's max-answer.`;
    return { code: 'response-too-large', words, again: 'never' };
}
function refusedAddress() {
    const words = 'is a link-local or metadata address. Such an address is never asked.';
    return { code: 'provider-error', words, again: 'never' };
}
function tlsFault(detail) {
    const words = `has no TLS connection for us (${detail}). Check its certificate and the endpoint's ca-file, client-cert and client-key.`;
    return { code: 'tls', words, again: 'never' };
}
function proxyFault(status) {
    const words = `cannot be reached: the proxy answered ${status}. Check the proxy, or NO_PROXY.`;
    return { code: 'provider-error', words, again: isTransient(status) ? 'always' : 'never' };
}
function unsendable(code) {
    const words = `cannot be asked (${code}). Check the endpoint's url and headers.`;
    return { code: 'provider-error', words, again: 'never' };
}
function broken(code, message) {
    const cut = message.includes('aborted') || message.includes('hang up');
    const errno = /^E[A-Z]+$/.test(code) ? code : cut ? 'ECONNRESET' : undefined;
    const what = sentences.get(code) ?? (cut ? 'broke off in its answer' : 'gave no usable answer');
    const words = `${what}${code === '' ? '' : ` (${code})`}.`;
    return {
        code: 'provider-error',
        words,
        again: 'always',
        ...(errno === undefined ? {} : { errno })
    };
}

;// CONCATENATED MODULE: ./.cache/build/io/proxy.js


/**
 * The runner's own rule: `https_proxy`, `http_proxy` and `no_proxy`, lower case first; a bare domain in
 * `no_proxy` matches its sub-domains; loopback is never proxied. Throws ConfigError for a proxy that
 * cannot be used, so that a typing error is found before the bake.
 */
function proxyRule(env) {
    const problems = [];
    const secure = parseProxy(env, 'https_proxy', problems);
    const plain = parseProxy(env, 'http_proxy', problems);
    if (problems.length > 0)
        throw new errors/* ConfigError */.xL('invalid-config', problems);
    const exceptions = exceptionsOf(proxy_own(env, 'no_proxy'));
    return url => {
        if ((0,address/* isLoopback */.U9)(url.hostname) || exceptions.some(except => except(url)))
            return undefined;
        return url.protocol === 'https:' ? secure : plain;
    };
}
function parseProxy(env, name, problems) {
    const text = proxy_own(env, name);
    if (text === undefined)
        return undefined;
    const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
    if (url === undefined || url.hostname === '' || !isWeb(url.protocol)) {
        const message = 'is not the URL of an http or https proxy. Write http://proxy.example.com:3128.';
        problems.push({ path: name.toUpperCase(), message });
        return undefined;
    }
    return proxyOf(url, url.protocol);
}
function proxyOf(url, protocol) {
    const port = url.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(url.port);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (url.username === '')
        return { protocol, host, port };
    const auth = { username: decoded(url.username), password: decoded(url.password) };
    return { protocol, host, port, auth };
}
/** Entries are separated by commas or blanks: `*`, `host`, `.suffix`, `*.suffix`, each with or without a port. */
function exceptionsOf(text) {
    const entries = (text ?? '').toLowerCase().split(/[\s,]+/);
    return entries.filter(entry => entry !== '').map(exceptionOf);
}
function exceptionOf(entry) {
    if (entry === '*')
        return () => true;
    const { name, port } = hostAndPort(entry);
    const domain = name.replace(/^\*?\./, '');
    return url => {
        const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
        if (port !== undefined && port !== portOf(url))
            return false;
        return host === domain || host.endsWith(`.${domain}`);
    };
}
/** `host`, `host:port`, `[IPv6]`, `[IPv6]:port` or a bare IPv6 address. */
function hostAndPort(entry) {
    const found = /^\[(.+)\](?::(\d+))?$/.exec(entry) ?? /^([^:]+):(\d+)$/.exec(entry);
    const [, name = entry, port] = found ?? [];
    return port === undefined ? { name } : { name, port };
}
function portOf(url) {
    if (url.port !== '')
        return url.port;
    return url.protocol === 'https:' ? '443' : '80';
}
function proxy_own(env, name) {
    const value = env[name] ?? env[name.toUpperCase()];
    return value === undefined || value.trim() === '' ? undefined : value.trim();
}
function isWeb(protocol) {
    return protocol === 'http:' || protocol === 'https:';
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./.cache/build/io/http.js










/** Requests in flight to one origin: a dead endpoint must not keep the others waiting. */
const mostInFlight = 4;
const defaultMaxBytes = 32 * 1024 * 1024;
/**
 * The one HTTP client: no redirects, a cap on the decoded body, one deadline over all attempts and the
 * wait for a free slot, retries of what may pass, errors without request, header or credential.
 * Throws ConfigError where the environment switches certificate checks off or names an unusable proxy.
 */
function createHttp(options = {}) {
    const env = options.env ?? process.env;
    refuseUncheckedTls(env);
    const agents = createAgents((0,address/* guardedLookup */.rN)(options.lookup));
    const lanes = new Map();
    const client = {
        agents,
        proxyFor: proxyRule(env),
        laneTo: origin => {
            const lane = lanes.get(origin) ?? {
                slots: createSlots(mostInFlight),
                readBody: createBodyReader()
            };
            lanes.set(origin, lane);
            return lane;
        },
        random: options.random ?? Math.random
    };
    return Object.assign((request) => send(client, request), {
        close: () => agents.destroy()
    });
}
function refuseUncheckedTls(env) {
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0')
        return;
    const path = 'NODE_TLS_REJECT_UNAUTHORIZED';
    const message = 'is 0, which switches certificate checks off. Remove it; give the endpoint a ca-file.';
    throw new errors/* ConfigError */.xL('invalid-config', [{ path, message }]);
}
async function send(client, request) {
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const forbidden = forbiddenBy(request, url);
    if (forbidden !== undefined)
        throw failed(url, forbidden, 0);
    const stop = new AbortController();
    const stopWithCaller = () => stop.abort();
    const timer = setTimeout(stopWithCaller, request.timeout);
    request.signal.addEventListener('abort', stopWithCaller, { once: true });
    const deadline = performance.now() + request.timeout;
    const proxy = client.proxyFor(url);
    try {
        return await attempts(client, { request, url, proxy, deadline, signal: stop.signal });
    }
    finally {
        clearTimeout(timer);
        request.signal.removeEventListener('abort', stopWithCaller);
    }
}
function forbiddenBy(request, url) {
    const never = (words) => ({ code: 'provider-error', words, again: 'never' });
    if ((0,address/* refusalOf */.Of)(url.hostname) !== undefined)
        return refusedAddress();
    if (url.protocol === 'https:')
        return undefined;
    if (url.protocol !== 'http:')
        return never('is not an https URL. Write https://.');
    if (request.allowHttp || (0,address/* isLoopback */.U9)(url.hostname))
        return undefined;
    return never('is plain http. Use https, or say allow-http: true on the endpoint.');
}
async function attempts(client, course) {
    for (let retries = 0;; retries += 1) {
        const attempt = await unlessStopped(course, retries, () => attemptOnce(client, course, retries));
        const pause = pauseAfter(attempt, retries, course.request, client.random);
        if (pause === undefined || performance.now() + pause >= course.deadline) {
            return settle(course, attempt, retries);
        }
        await unlessStopped(course, retries, () => (0,promises_.setTimeout)(pause, undefined, { signal: course.signal }));
    }
}
/** Turns whatever an abort throws into the caller's own reason, or into the deadline's failure. */
async function unlessStopped(course, retries, work) {
    try {
        return await work();
    }
    catch (error) {
        course.request.signal.throwIfAborted();
        if (!course.signal.aborted)
            throw error;
        const words = `did not answer within ${course.request.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`;
        throw failed(course.url, { code: 'deadline', words, again: 'never' }, retries);
    }
}
/** Milliseconds until the next attempt; undefined: this one stands. */
function pauseAfter(attempt, retries, request, random) {
    if (request.once === true || retries + 1 >= mostAttempts)
        return undefined;
    if (attempt.kind === 'response') {
        const { status, headers } = attempt.response;
        if (!isTransient(status))
            return undefined;
        return Math.max(pauseAsked(headers, Date.now()), backOff(retries, random));
    }
    const { again } = attempt.fault;
    const allowed = again === 'always' || (again === 'once' && retries === 0);
    return allowed ? backOff(retries, random) : undefined;
}
function settle(course, attempt, retries) {
    if (attempt.kind === 'fault')
        throw failed(course.url, attempt.fault, retries, course.proxy);
    const { response } = attempt;
    if (course.request.once === true)
        return response;
    if (response.status === 429) {
        const words = 'answered 429: too many requests. Ask less often, or raise the limit there.';
        throw failed(course.url, { code: 'rate-limited', words, again: 'never' }, retries);
    }
    const location = response.headers['location'];
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
        throw failed(course.url, redirect(location, course.url), retries);
    }
    return response;
}
function redirect(location, base) {
    const target = URL.canParse(location, base.href) ? new URL(location, base.href).origin : '?';
    const words = `redirects to ${target}. Redirects are not followed: give the final url, or check the credentials.`;
    return { code: 'redirect-refused', words, again: 'never' };
}
async function attemptOnce(client, course, retries) {
    const { slots, readBody } = client.laneTo(course.url.origin);
    const release = await slots.take(course.signal);
    try {
        return await exchange(client, course, retries, readBody);
    }
    finally {
        release();
    }
}
async function exchange(client, course, retries, readBody) {
    const { request, signal } = course;
    const { maxBytes = defaultMaxBytes } = request;
    const agents = await client.agents
        .pair(request.tls, course.proxy)
        .catch((error) => tlsFault(error instanceof Error ? error.message : 'unreadable'));
    if ('again' in agents)
        return { kind: 'fault', fault: agents };
    const sent = { 'User-Agent': 'bakegate', ...request.headers, ...(await request.sign?.()) };
    const sentAt = Date.now();
    try {
        const config = { ...requestConfig(course), ...agents, headers: sent };
        const { status, headers: raw, data } = await axios/* default */.A.request(config);
        const skew = skewOf(raw['date'], (sentAt + Date.now()) / 2);
        const headers = headersOf(raw);
        const isTooLong = Number(headers['content-length'] ?? 0) > maxBytes;
        if (isTooLong)
            data.destroy();
        const text = isTooLong ? undefined : await readBody(data, maxBytes, signal);
        if (text === undefined)
            return { kind: 'fault', fault: tooLarge(maxBytes) };
        const response = { status, headers, text, retries, ...(skew === undefined ? {} : { skew }) };
        return { kind: 'response', response };
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        return { kind: 'fault', fault: faultOf(error) };
    }
}
function requestConfig({ request, url, proxy, signal }) {
    return {
        method: request.method,
        url: request.url,
        ...(request.body === undefined ? {} : { data: request.body }),
        transformRequest: [(data) => data],
        // Decoded by axios, counted by us: nothing is gathered beyond the cap.
        responseType: 'stream',
        maxRedirects: 0,
        validateStatus: () => true,
        // https goes through the agent's own tunnel.
        proxy: url.protocol === 'http:' && proxy !== undefined ? proxy : false,
        signal
    };
}
function headersOf(raw) {
    return Object.fromEntries(Object.entries(raw)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => [name.toLowerCase(), String(value)]));
}
/** `Date` has whole seconds, cut off: on average the server's clock stood half a second later. */
function skewOf(date, middle) {
    const server = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    return Number.isNaN(server) ? undefined : Math.round(server + 500 - middle);
}
function failed(url, fault, retries, proxy) {
    const through = proxy === undefined ? '' : ` (through the proxy ${proxy.host})`;
    const message = `${url.origin} ${fault.words}${through}`.slice(0, 300);
    const { code } = fault;
    return new errors/* ProviderError */.mZ({ code, message, retries }, proxy === undefined ? fault.errno : undefined);
}


/***/ })

};
