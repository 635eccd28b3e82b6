export const id = 918;
export const ids = [918];
export const modules = {

/***/ 7327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ connect),
/* harmony export */   c: () => (/* binding */ describeCheck)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1712);

/** Binds every check to its provider. Throws ConfigError with every question that cannot be asked. */
function connect(settings, providers) {
    const byName = new Map(providers.map(provider => [provider.name, provider]));
    const used = new Set(settings.checks.map(check => check.endpoint));
    const endpoints = new Map();
    for (const [name, endpoint] of settings.endpoints) {
        const provider = byName.get(endpoint.provider);
        if (provider === undefined || !used.has(name))
            continue;
        endpoints.set(name, {
            settings: endpoint,
            provider,
            connection: provider.connect(endpoint)
        });
    }
    const problems = [];
    const checks = [];
    settings.checks.forEach((check, index) => {
        const endpoint = endpoints.get(check.endpoint);
        if (endpoint === undefined)
            return;
        try {
            checks.push(connectCheck(check, endpoint.settings, endpoint.provider, endpoint.connection));
        }
        catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            problems.push({ path: `checks[${index}]`, message });
        }
    });
    const resolution = resolutionOf(checks);
    // An override bakes nothing, and asks nothing either.
    const isTooShort = checks.length > 0 && resolution > settings.bake.duration;
    if (problems.length === 0 && isTooShort) {
        const message = `The queries have one value per ${resolution / 1000} s, and the bake is shorter. Lengthen it, or use a shorter period.`;
        problems.push({ path: 'bake.duration', message });
    }
    if (problems.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigError */ .xL('invalid-query', problems);
    return { checks, endpoints: [...endpoints.values()], resolution };
}
/** The least common multiple of what the questions' backends keep. */
function resolutionOf(checks) {
    const all = checks.flatMap(({ sources, control }) => [...sources, ...control].map(({ source }) => source.resolution ?? 1));
    return all.reduce((a, b) => (a * b) / greatestDivisor(a, b), 1);
}
function greatestDivisor(a, b) {
    return b === 0 ? a : greatestDivisor(b, a % b);
}
/** How a check stands in the report, with its queries as they are asked for a window of `width`. */
function describeCheck(connected, width) {
    const { check, endpoint } = connected;
    return {
        name: check.name,
        kind: check.kind,
        endpoint: check.endpoint,
        provider: endpoint.provider,
        host: new URL(endpoint.url).host,
        queries: [
            ...(connected.lines === undefined
                ? []
                : [{ name: 'logs', text: connected.lines.lines.describe() }]),
            ...[...connected.sources, ...connected.control].map(({ name, source }) => ({
                name,
                text: source.describe(width)
            }))
        ],
        ...(check.max === undefined ? {} : { max: check.max }),
        ...(check.min === undefined ? {} : { min: check.min }),
        ...(check.compare === undefined ? {} : { tolerance: check.compare.tolerance }),
        unit: check.unit
    };
}
function connectCheck(check, endpoint, provider, connection) {
    const own = connection.forCheck?.() ?? connection;
    const bind = (name, question) => ({
        name,
        source: own.source(question)
    });
    const sources = questionsOf(check).map(([name, question]) => bind(name, question));
    const control = controlOf(check).map(([name, question]) => bind(`control-${name}`, question));
    const pointInTime = sources.some(({ source }) => source.pointInTime);
    const lines = check.kind === 'logs' ? linesOf(check, provider, connection) : undefined;
    return {
        check,
        endpoint,
        provider,
        sources,
        control,
        pointInTime,
        ...(lines === undefined ? {} : { lines })
    };
}
function linesOf({ logs: query }, provider, connection) {
    const lines = connection.lines?.(query);
    if (lines === undefined)
        return undefined;
    const counts = provider.kinds.includes('count');
    return { lines, ...(counts ? { count: connection.source({ kind: 'events', query }) } : {}) };
}
function questionsOf(check) {
    switch (check.kind) {
        case 'ratio':
            return [events('bad', check.bad), events('total', check.total)];
        case 'count':
            return [events('count', check.count)];
        case 'query':
            return [value(check, check.query, check.request)];
        case 'probe':
            return [['probe', { kind: 'probe', probe: check.probe }]];
        case 'firing':
            return [['firing', { kind: 'firing', labels: check.firing }]];
        case 'logs':
            return [];
    }
}
function controlOf(check) {
    switch (check.kind) {
        case 'ratio':
            if (check.control === undefined)
                return [];
            return [events('bad', check.control.bad), events('total', check.control.total)];
        case 'count':
            return check.control === undefined ? [] : [events('count', check.control.count)];
        case 'query':
            return check.control === undefined ? [] : [value(check, check.control.query)];
        case 'probe':
        case 'firing':
        case 'logs':
            return [];
    }
}
function events(name, query) {
    return [name, { kind: 'events', query }];
}
function value({ unit, scale = 1 }, query, request) {
    const known = unit === 'none' ? {} : { numbers: { unit, scale } };
    return [
        'query',
        { kind: 'value', query, ...(request === undefined ? {} : { request }), ...known }
    ];
}


/***/ }),

/***/ 8961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ compareIds)
/* harmony export */ });
/** Compares decimal ids, which are larger than a double holds exactly. Ascending ids are ascending age. */
function compareIds(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}


/***/ }),

/***/ 9656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ml: () => (/* binding */ refusedAddressCode),
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   rN: () => (/* binding */ guardedLookup)
/* harmony export */ });
/* harmony import */ var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(610);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030);


/** The code of the error with which `guardedLookup` refuses an address. */
const refusedAddressCode = 'ERR_REFUSED_ADDRESS';
const loopback = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
/** Link-local networks, and where clouds keep a machine's credentials outside of them. */
const refused = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6'); // 169.254/16 behind NAT64
refused.addAddress('fd00:ec2::254', 'ipv6'); // AWS
refused.addAddress('168.63.129.16', 'ipv4'); // Azure
refused.addAddress('100.100.100.200', 'ipv4'); // Alibaba Cloud
refused.addAddress('192.0.0.192', 'ipv4'); // Oracle Cloud
/** Names that clouds resolve to such an address wherever the resolver stands (a proxy, too). */
const refusedNames = new Set(['metadata.google.internal', 'metadata.goog', 'instance-data']);
/** `hostname` as `URL.hostname` gives it: brackets around IPv6 are fine. */
function isLoopback(hostname) {
    const name = bare(hostname);
    return name === 'localhost' || name.endsWith('.localhost') || listed(loopback, name);
}
/** Whether a host is refused before any name is resolved. `hostname` as `URL.hostname` gives it. */
function refusalOf(hostname) {
    const name = bare(hostname);
    return refusedNames.has(name) || listed(refused, name)
        ? 'is a link-local or metadata address'
        : undefined;
}
/** Resolves like `dns.lookup`, and fails where any answer is an address that is never asked. */
function guardedLookup(lookup = node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup) {
    return (hostname, options, callback) => {
        lookup(hostname, options, (error, addresses, family) => {
            const found = addresses;
            if (error === null && addressesOf(found).some(address => listed(refused, address))) {
                const refusal = Object.assign(new Error('refused address'), { code: refusedAddressCode });
                callback(refusal, found, family);
                return;
            }
            callback(error, found, family);
        });
    };
}
function addressesOf(found) {
    return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}
function listed(list, address) {
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(address);
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
function bare(hostname) {
    return hostname
        .toLowerCase()
        .replace(/^\[|\]$/g, '')
        .replace(/\.$/, '');
}


/***/ }),

/***/ 1356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GR: () => (/* binding */ instantsOf),
/* harmony export */   IA: () => (/* binding */ alignedTo),
/* harmony export */   Xk: () => (/* binding */ seriesKey),
/* harmony export */   cl: () => (/* binding */ withZeros),
/* harmony export */   ky: () => (/* binding */ runsOf),
/* harmony export */   nn: () => (/* binding */ joinParts)
/* harmony export */ });
/** More notes than this say nothing new. */
const mostNotes = 10;
function instantsOf(grid) {
    const count = Math.floor((grid.last - grid.first) / grid.step) + 1;
    if (grid.first === grid.last || !Number.isFinite(count))
        return [grid.first];
    return Array.from({ length: count }, (_, index) => grid.first + index * grid.step);
}
/** Cuts a grid into runs of at most `most` instants. */
function runsOf(grid, most) {
    const instants = instantsOf(grid);
    const runs = [];
    for (let index = 0; index < instants.length; index += most) {
        const run = instants.slice(index, index + most);
        const first = run[0] ?? grid.first;
        runs.push({ ...grid, first, last: run.at(-1) ?? first });
    }
    return runs;
}
/** The multiples of the step inside a grid, for backends that answer for nothing else. */
function alignedTo(grid) {
    const first = Math.ceil(grid.first / grid.step) * grid.step;
    const last = Math.floor(grid.last / grid.step) * grid.step;
    return { ...grid, first, last };
}
/**
 * One measurement of all parts: samples inside the grid's span, ascending, one per instant. Two values
 * for one instant of one series are a doubt about all of them.
 */
function joinParts(parts, grid) {
    const scanned = parts.flatMap(part => part.scanned ?? []);
    const bytes = parts.flatMap(part => part.bytes ?? []);
    const { series, dropped, contradicted } = mergeSeries(parts, grid);
    const notes = [
        ...parts.flatMap(part => part.notes),
        ...(dropped ? ['Samples outside the window asked about were dropped.'] : []),
        ...(contradicted ? ['The backend gave two values for one instant of one series.'] : [])
    ];
    return {
        series,
        complete: parts.every(part => part.complete) && !contradicted,
        ...(parts.length > 0 && parts.every(part => part.outdated) ? { outdated: true } : {}),
        ...(scanned.length === 0 ? {} : { scanned: sumOf(scanned) }),
        ...(bytes.length === 0 ? {} : { bytes: sumOf(bytes) }),
        notes: [...new Set(notes)].slice(0, mostNotes),
        retries: parts.reduce((sum, part) => sum + part.retries, 0)
    };
}
/** The same for the same labels, in whatever order. */
function seriesKey(labels) {
    return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
/** What is counted and not told of at an instant is nothing. */
function withZeros(samples, instants) {
    const told = new Set(samples.map(({ at }) => at));
    const zeros = instants.filter(at => !told.has(at)).map(at => ({ at, value: 0 }));
    return [...samples, ...zeros];
}
function sumOf(counts) {
    return counts.reduce((sum, count) => sum + count, 0);
}
function mergeSeries(parts, grid) {
    const found = new Map();
    for (const { labels, samples } of parts.flatMap(part => part.series)) {
        const key = seriesKey(labels);
        const known = found.get(key);
        if (known === undefined)
            found.set(key, { labels, runs: [samples] });
        else
            known.runs.push(samples);
    }
    const merged = [...found.values()].map(({ labels, runs }) => ({ labels, ...merge(runs, grid) }));
    return {
        series: merged.map(({ labels, samples }) => ({ labels, samples })),
        dropped: merged.some(it => it.dropped),
        contradicted: merged.some(it => it.contradicted)
    };
}
/** One series of an answer is most often in order already: millions of samples are then not copied. */
function merge(runs, grid) {
    const samples = runs.length === 1 ? (runs[0] ?? []) : runs.flat();
    if (isInOrder(samples, grid))
        return { samples, dropped: false, contradicted: false };
    const values = new Map();
    let dropped = false;
    let contradicted = false;
    for (const { at, value } of samples) {
        if (at < grid.first || at > grid.last)
            dropped = true;
        else if (!values.has(at))
            values.set(at, value);
        else if (values.get(at) !== value)
            contradicted = true;
    }
    return { samples: ascending(values), dropped, contradicted };
}
function isInOrder(samples, grid) {
    let before = -Infinity;
    for (const { at } of samples) {
        if (at <= before || at < grid.first || at > grid.last)
            return false;
        before = at;
    }
    return true;
}
function ascending(values) {
    return [...values].sort(([a], [b]) => a - b).map(([at, value]) => ({ at, value }));
}


/***/ }),

/***/ 2523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ createCommentPublisher)
});

// EXTERNAL MODULE: ./.cache/build/errors.js
var errors = __webpack_require__(1712);
// EXTERNAL MODULE: ./.cache/build/ids.js
var ids = __webpack_require__(8961);
;// CONCATENATED MODULE: ./.cache/build/publish/marker.js

/**
 * marker = "<!-- bakegate:" fields " -->", the first line of the comment
 * fields = key, run, attempt and generation as in a URL's query, so that no name can end the comment
 */
function writeMarker({ key, run, attempt, generation }) {
    const fields = new URLSearchParams({
        key,
        run,
        attempt: String(attempt),
        generation: String(generation)
    });
    return `<!-- bakegate:${fields.toString()} -->`;
}
/** Only at the very beginning: a comment that quotes ours is not ours. */
function readMarker(body) {
    const found = /^<!-- bakegate:([^\s>]+) -->/.exec(body);
    if (found?.[1] === undefined)
        return undefined;
    const fields = new URLSearchParams(found[1]);
    const [key, run] = [fields.get('key'), fields.get('run')];
    const [attempt, generation] = [Number(fields.get('attempt')), Number(fields.get('generation'))];
    if (key === null || run === null || !/^\d+$/.test(run))
        return undefined;
    if (!Number.isInteger(attempt) || !Number.isInteger(generation))
        return undefined;
    return { key, run, attempt, generation };
}
/** By run, then attempt, then generation. Positive: `a` is newer. */
function compareMarkers(a, b) {
    return (0,ids/* compareIds */.q)(a.run, b.run) || a.attempt - b.attempt || a.generation - b.generation;
}

;// CONCATENATED MODULE: ./.cache/build/publish/comment.js



/** GitHub's limits on content are shared by all jobs of a repository. */
const BETWEEN_WRITES = 60_000;
const MOST_WRITES = 10;
/** Before a final text is tried once more after a rate limit: at the end nothing waits behind it. */
const LIMIT_PAUSE = 30_000;
const RETRY_PAUSE = 2_000;
const DEFAULT_IDENTITY = 'github-actions[bot]';
/**
 * One sticky comment per service and environment: found by its marker and our own authorship, listed before
 * every write, and not written over a newer run's text (GitHub has no conditional write: two writes in the same
 * instant are the exception). Where several were created at once the oldest stays.
 */
function createCommentPublisher(deps, place) {
    const key = JSON.stringify([place.scope.service, place.scope.environment]).toLowerCase();
    const state = {
        identity: place.identity ?? DEFAULT_IDENTITY,
        writes: 0,
        writtenAt: -Infinity,
        generation: place.generation ?? 0,
        closed: false,
        shown: undefined,
        createdId: undefined
    };
    let queue = Promise.resolve();
    return {
        publish(body, { final, minimal }) {
            const turn = queue.then(async () => {
                if (state.closed || (!final && !isDue(state, deps.clock.now())))
                    return state.shown;
                state.generation++;
                const { id: run, attempt } = place.run;
                const marker = { key, run, attempt, generation: state.generation };
                const text = { marker, body: `${writeMarker(marker)}\n${body}` };
                return write({ deps, place, state }, text, { final, minimal, mayWait: final });
            });
            queue = turn.catch(() => undefined);
            return turn;
        }
    };
}
/** The last write is kept for the final text. */
function isDue({ writes, writtenAt }, now) {
    return writes < MOST_WRITES - 1 && now - writtenAt >= BETWEEN_WRITES;
}
async function write(writing, text, attempt) {
    const { deps, state } = writing;
    const { final, minimal, mayWait } = attempt;
    try {
        state.shown = await place(writing, text);
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        if (error.status === 422 && minimal !== undefined) {
            const shorter = { ...text, body: `${writeMarker(text.marker)}\n${minimal}` };
            return write(writing, shorter, { ...attempt, minimal: undefined });
        }
        if (error.status === 429 && mayWait && (await paused(deps, LIMIT_PAUSE))) {
            return write(writing, text, { ...attempt, mayWait: false });
        }
        state.closed = CLOSING.has(error.status);
        if (final || state.closed)
            deps.log.warning(`The comment was not written. ${error.message}`);
    }
    return state.shown;
}
/** Not permitted, no such pull request, gone, locked. */
const CLOSING = new Set([401, 403, 404, 410, 423]);
async function place(writing, text) {
    const { state } = writing;
    const own = await listOwn(writing, text.marker.key);
    if (own.length === 0)
        return createComment(writing, text);
    const newer = findNewer(own, text.marker);
    if (newer !== undefined)
        return { url: newer.comment.url };
    const updated = await updateComment(writing, own, text);
    if (updated !== undefined)
        return updated;
    // A person deleted it between the listing and the write.
    state.shown = undefined;
    return createComment(writing, text);
}
/** Oldest first. */
async function listOwn({ deps, place, state }, key) {
    const comments = await deps.github.comments(place.issue);
    return comments
        .filter(({ id, author }) => author === state.identity || id === state.createdId)
        .flatMap(comment => {
        const marker = readMarker(comment.body);
        return marker?.key === key ? [{ comment, marker }] : [];
    })
        .toSorted((a, b) => (0,ids/* compareIds */.q)(a.comment.id, b.comment.id));
}
function findNewer(own, marker) {
    return own.find(it => compareMarkers(it.marker, marker) > 0);
}
/** Our text into the oldest one; further ones that are not newer than it go. undefined: it is not there. */
async function updateComment({ deps, state }, own, text) {
    const [oldest, ...others] = own;
    if (oldest === undefined)
        return undefined;
    const { id } = oldest.comment;
    try {
        await counted(state, deps, () => withRetry(deps, () => deps.github.updateComment(id, text.body)));
    }
    catch (error) {
        if (error instanceof errors/* GitHubError */.y_ && error.status === 404)
            return undefined;
        throw error;
    }
    for (const { comment } of others)
        await deleteQuietly(deps, comment.id);
    return { url: oldest.comment.url };
}
/** After the creation everybody lists again and agrees on the oldest. */
async function createComment(writing, text) {
    const { deps, state, place } = writing;
    const created = await createOnce(writing, text);
    if (created.author !== '')
        state.identity = created.author;
    state.createdId = created.id;
    state.shown = { url: created.url };
    const own = await listOwn(writing, text.marker.key).catch((error) => {
        if (error instanceof errors/* GitHubError */.y_)
            return [];
        throw error;
    });
    const [oldest] = own;
    if (oldest === undefined || oldest.comment.id === created.id) {
        for (const { comment } of own.filter(it => compareMarkers(it.marker, text.marker) < 0)) {
            await deleteQuietly(deps, comment.id);
        }
        return { url: created.url };
    }
    deps.log.debug(`Another comment of ours was there first on #${place.issue}.`);
    const isNewest = findNewer(own, text.marker) === undefined;
    const kept = isNewest ? await updateComment(writing, own, text) : { url: oldest.comment.url };
    if (!isNewest)
        await deleteQuietly(deps, created.id);
    return kept ?? { url: created.url };
}
/** A creation whose answer was lost is looked for before it is tried again. */
async function createOnce(writing, text) {
    const { deps, state, place } = writing;
    const create = () => counted(state, deps, () => deps.github.createComment(place.issue, text.body));
    try {
        return await create();
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) || !error.mayHaveHappened)
            throw error;
        if (!(await paused(deps, RETRY_PAUSE)))
            throw error;
        const comments = await deps.github.comments(place.issue);
        // The marker is of this very write, and its whole text is ours.
        return comments.find(comment => comment.body === text.body) ?? (await create());
    }
}
/** An update may be repeated: it says the same again. */
async function withRetry(deps, update) {
    try {
        return await update();
    }
    catch (error) {
        const mayRepeat = error instanceof errors/* GitHubError */.y_ && error.mayHaveHappened;
        if (!mayRepeat || !(await paused(deps, RETRY_PAUSE)))
            throw error;
        return update();
    }
}
async function counted(state, { clock }, act) {
    state.writes++;
    state.writtenAt = clock.now();
    return act();
}
async function deleteQuietly({ github, log }, id) {
    try {
        await github.deleteComment(id);
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        // 404: the other gate was quicker.
        if (error.status !== 404)
            log.debug(`A second comment stays. ${error.message}`);
    }
}
async function paused({ clock, signal }, ms) {
    return clock.sleep(ms, signal).then(() => true, () => false);
}


/***/ }),

/***/ 5160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ findPullRequest)
/* harmony export */ });
/* unused harmony export choosePullRequest */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1712);

/**
 * The pull request that the comment goes to: the input, else the event's, else the one the deployed commit
 * belongs to. undefined: there is none (a direct push), or more than one could be meant. Never rejects with a
 * GitHubError.
 */
async function findPullRequest(github, log, { input, event, sha, defaultBranch }) {
    const named = input ?? event;
    if (named !== undefined)
        return named;
    try {
        return choosePullRequest(await github.pullRequestsOf(sha), sha, defaultBranch);
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_))
            throw error;
        log.warning(`The pull request of this commit could not be found. ${error.message}`);
        return undefined;
    }
}
/**
 * The newest one merged into the default branch; else the only open one that ends in this commit; else the
 * only one there is, if it was merged elsewhere or has grown since. One that was closed unmerged is none.
 */
function choosePullRequest(all, sha, defaultBranch) {
    const merged = all
        .filter(it => it.mergedAt !== undefined && it.baseRef === defaultBranch)
        .toSorted((a, b) => (b.mergedAt ?? 0) - (a.mergedAt ?? 0) || b.number - a.number);
    if (merged[0] !== undefined)
        return merged[0].number;
    const open = all.filter(it => it.state === 'open' && it.headSha === sha);
    if (open.length > 0)
        return open.length === 1 ? open[0]?.number : undefined;
    const [only, ...others] = all.filter(it => it.state === 'open' || it.mergedAt !== undefined);
    return others.length === 0 ? only?.number : undefined;
}


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ll: () => (/* binding */ renderMinimalComment),
/* harmony export */   wQ: () => (/* binding */ renderComment)
/* harmony export */ });
/* unused harmony export COMMENT_LIMIT */
/* harmony import */ var _budget_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2320);
/* harmony import */ var _outline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1958);


/** GitHub refuses more than 65 536 characters; the publisher's marker and surprises need room. */
const COMMENT_LIMIT = 60_000;
const MINIMAL_LIMIT = 8_000;
/**
 * The pull-request comment as GitHub Markdown, at most 60 000 characters, without the hidden marker.
 * Too long a report is shortened part by part; the verdict and the rollback stay. The outcome is
 * expected to be redacted.
 */
function renderComment(outcome) {
    return (0,_budget_js__WEBPACK_IMPORTED_MODULE_0__/* .fit */ .U)((0,_outline_js__WEBPACK_IMPORTED_MODULE_1__/* .outline */ .rj)(outcome), COMMENT_LIMIT);
}
/** Verdict, rollback and next steps alone: what is written when GitHub refuses the whole comment. */
function renderMinimalComment(outcome) {
    return (0,_budget_js__WEBPACK_IMPORTED_MODULE_0__/* .fit */ .U)((0,_outline_js__WEBPACK_IMPORTED_MODULE_1__/* .minimalOutline */ .q7)(outcome), MINIMAL_LIMIT);
}


/***/ }),

/***/ 6963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ isOfRun),
/* harmony export */   i: () => (/* binding */ findByEvidence)
/* harmony export */ });
/* harmony import */ var _ids_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8961);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11);
/* harmony import */ var _tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3816);



/** Deployments and releases that are looked at: each costs up to two requests. */
const LOOKED_AT = 6;
/**
 * The newest successful deployment of another commit without a bad verdict; else the newest release that is
 * an ancestor of the deployed commit and has none.
 */
function findByEvidence(facts, rules) {
    if (facts.deployments === undefined)
        return { kind: 'question', ask: 'deployments' };
    const rejected = [];
    const deployed = firstOf(earlierDeployments(facts.deployments, facts), deployment => considerDeployment(deployment, facts, rules), rejected);
    if (deployed !== undefined)
        return deployed;
    if (facts.releases === undefined)
        return { kind: 'question', ask: 'releases' };
    const released = firstOf(fullReleases(facts.releases, rules), release => considerRelease(release, facts), rejected);
    if (released !== undefined)
        return released;
    return (0,_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)('no-target', 'There is no earlier successful deployment of this environment and no earlier release that is not known to be bad.', rejected);
}
/** The first that is not rejected; the rejected ones are added to the list, each commit once. */
function firstOf(items, consider, rejected) {
    for (const item of items.slice(0, LOOKED_AT)) {
        const step = consider(item);
        if (step.kind === 'question')
            return step;
        if (step.kind === 'candidate')
            return { ...step, rejected: [...rejected] };
        const { sha, tag } = step.rejected;
        if (!rejected.some(known => known.sha === sha && known.tag === tag))
            rejected.push(step.rejected);
    }
    return undefined;
}
/** Of other commits, before the deploy under judgement, newest first. */
function earlierDeployments(deployments, { deployed }) {
    const until = (0,_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .deploymentInstant */ .R7)(deployments, deployed);
    return deployments
        .filter(it => it.sha !== deployed.sha && it.createdAt <= until)
        .toSorted((a, b) => b.createdAt - a.createdAt || (0,_ids_js__WEBPACK_IMPORTED_MODULE_1__/* .compareIds */ .q)(b.id, a.id));
}
function considerDeployment(deployment, facts, rules) {
    const history = facts.histories.get(deployment.id);
    if (history === undefined)
        return { kind: 'question', ask: 'history', id: deployment.id };
    const { sha, ref } = deployment;
    // GitHub turns earlier successes inactive, so the history counts and not the newest status.
    if (!history.some(status => status.state === 'success')) {
        return reject(ref, sha, 'Its deployment never succeeded.');
    }
    if (facts.rollbackRuns === undefined)
        return { kind: 'question', ask: 'rollback-runs' };
    const run = facts.rollbackRuns.find(({ id }) => history.some(status => isOfRun(status, id)));
    if (run !== undefined)
        return considerRecordedTarget(deployment, run.title, facts, rules);
    return considerCommit({ sha, ref }, 'deployment', facts);
}
/**
 * A deployment made by the rollback workflow names the commit of the branch it was dispatched on. What it
 * really deployed is the one release tag in its run's title, where it has one.
 */
function considerRecordedTarget({ ref, sha }, title, facts, rules) {
    const named = (0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseTagsIn */ .UX)(title, rules.tagPattern);
    const open = named.find(name => !facts.commits.has(name));
    if (open !== undefined)
        return { kind: 'question', ask: 'commit', name: open };
    const targets = named.flatMap(tag => {
        const sha = facts.commits.get(tag);
        return sha === undefined ? [] : [{ sha, tag }];
    });
    const [target, ...others] = targets;
    if (target === undefined || others.length > 0) {
        const why = 'It was made by the rollback workflow, and the title of its run does not name one target.';
        return reject(ref, sha, why);
    }
    return considerCommit(target, 'deployment', facts);
}
function fullReleases(releases, rules) {
    return releases
        .filter(it => !it.draft && !it.prerelease && (0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .isReleaseTag */ .KH)(it.tag, rules.tagPattern))
        .toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0) || (0,_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(b.tag, a.tag));
}
function considerRelease({ tag }, facts) {
    if (!facts.commits.has(tag))
        return { kind: 'question', ask: 'commit', name: tag };
    const sha = facts.commits.get(tag);
    if (sha === undefined)
        return reject(tag, '', 'Its tag does not exist or is not a commit.');
    if (sha === facts.deployed.sha)
        return reject(tag, sha, 'It is the deployed commit.');
    const comparison = facts.comparisons.get(sha);
    if (comparison === undefined)
        return { kind: 'question', ask: 'comparison', sha };
    if (comparison.status !== 'ahead') {
        return reject(tag, sha, 'It is not an ancestor of the deployed commit.');
    }
    return considerCommit({ sha, tag }, 'release', facts);
}
function considerCommit(commit, source, facts) {
    const { sha } = commit;
    const name = 'tag' in commit ? commit.tag : commit.ref;
    if (sha === facts.deployed.sha)
        return reject(name, sha, 'It is the deployed commit.');
    const verdict = facts.verdicts.get(sha);
    if (verdict === undefined)
        return { kind: 'question', ask: 'verdict', sha };
    if (verdict === 'bad')
        return reject(name, sha, 'It has a bad verdict on record.');
    return { kind: 'candidate', ...commit, source, ...GROUNDS[source][verdict] };
}
const GROUNDS = {
    deployment: {
        good: {
            strength: 'passed',
            why: 'Its own bake passed, and it is the newest such deployment of this environment.'
        },
        none: {
            strength: 'deployed',
            why: 'It is the newest successful deployment of this environment; no bake has judged it.'
        }
    },
    release: {
        good: {
            strength: 'passed',
            why: 'Its own bake passed, and it is the newest release before the deployed commit.'
        },
        none: {
            strength: 'released',
            why: 'It is the newest release before the deployed commit; no deployment of it is known.'
        }
    }
};
/** Whether a status links to a run: so says which run made the deployment. */
function isOfRun({ logUrl = '' }, runId) {
    return /\/actions\/runs\/(\d+)/.exec(logUrl)?.[1] === runId;
}
function reject(tag, sha, why) {
    return { kind: 'rejected', rejected: { tag, sha, why } };
}


/***/ }),

/***/ 11:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R7: () => (/* binding */ deploymentInstant),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   n6: () => (/* binding */ compareText)
/* harmony export */ });
/**
 * When GitHub was told of the deploy under judgement: its newest deployment up to `deployedAt`, since a job
 * that only judges may make one more record later; else `deployedAt` itself.
 */
function deploymentInstant(deployments, { sha, deployedAt }) {
    const own = deployments.filter(it => it.sha === sha && it.createdAt <= deployedAt);
    return own.length === 0 ? deployedAt : Math.max(...own.map(it => it.createdAt));
}
function refuse(code, sentence, rejected = []) {
    return { kind: 'refused', code, sentence, rejected };
}
/** By code units: the same on every machine. */
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 2152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ matchesGlob)
/* harmony export */ });
/**
 * Whether the whole text matches a glob. `?` is one character, `*` any run of them, everything else is
 * literal; there are no classes and no braces. With `paths`, `*` and `?` stop at `/`, `**` crosses it, and
 * `**` followed by `/` may stand for nothing (`db/**` + `/x.sql` holds `db/x.sql`).
 * Takes time in proportion to pattern times text, whatever the pattern.
 */
function matchesGlob(pattern, text, paths = false) {
    const tokens = tokenise(pattern, paths);
    // `reached` holds every position in `text` to which the tokens so far can extend.
    let reached = new Set([0]);
    for (const token of tokens) {
        reached = advance(token, reached, text);
        if (reached.size === 0)
            return false;
    }
    return reached.has(text.length);
}
function tokenise(pattern, paths) {
    const parts = pattern.match(paths ? /\*\*\/|\*\*|[^]/g : /\*+|[^]/g) ?? [];
    return parts.map((part) => {
        if (paths && part === '**/')
            return { kind: 'folders' };
        if (part === '?')
            return { kind: 'one', stopsAtSlash: paths };
        if (part.startsWith('*'))
            return { kind: 'run', stopsAtSlash: paths && part === '*' };
        return { kind: 'literal', char: part };
    });
}
function advance(token, from, text) {
    if (token.kind === 'run')
        return run(from, text, token.stopsAtSlash);
    if (token.kind === 'folders')
        return folders(from, text);
    const next = new Set();
    for (const at of from) {
        const char = text[at];
        if (char !== undefined && matchesOne(token, char))
            next.add(at + 1);
    }
    return next;
}
function matchesOne(token, char) {
    return token.kind === 'literal' ? token.char === char : !(token.stopsAtSlash && char === '/');
}
function run(from, text, stopsAtSlash) {
    const next = new Set(from);
    for (let at = 0; at < text.length; at++) {
        if (next.has(at) && !(stopsAtSlash && text[at] === '/'))
            next.add(at + 1);
    }
    return next;
}
function folders(from, text) {
    const next = new Set(from);
    const first = Math.min(...from);
    for (let at = first; at < text.length; at++)
        if (text[at] === '/')
            next.add(at + 1);
    return next;
}


/***/ }),

/***/ 9411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   Lv: () => (/* binding */ overrideDescription),
/* harmony export */   aE: () => (/* binding */ isContext),
/* harmony export */   aR: () => (/* binding */ claimContext),
/* harmony export */   aX: () => (/* binding */ ACTIONS_BOT),
/* harmony export */   p0: () => (/* binding */ recordVerdict),
/* harmony export */   wk: () => (/* binding */ readVerdict)
/* harmony export */ });
/* unused harmony export recordContext */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1712);
/* harmony import */ var _ids_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8961);



/** The creator of statuses that a job's own token writes. */
const ACTIONS_BOT = 'github-actions[bot]';
/** GitHub cuts longer ones off with an error. */
const LONGEST_DESCRIPTION = 140;
const LONGEST_CONTEXT = 255;
/**
 * The status context that remembers verdicts: `bakegate/<environment>` or
 * `bakegate/<service>/<environment>`. A slash within a name is written `%2F`, so that no two deploys share one.
 */
function recordContext(scope) {
    return contextOf('bakegate', scope);
}
/** The context in which gates claim the one rollback of a commit. */
function claimContext(scope) {
    return contextOf('bakegate-rollback', scope);
}
/** GitHub does not tell the case of contexts apart. */
function isContext(status, context) {
    return status.context.toLowerCase() === context.toLowerCase();
}
/**
 * Writes a verdict on the deployed commit: pending during the bake (the deadline in the description),
 * success = pass, failure = fail, error = inconclusive or cancelled. Never rejects: undefined where it could
 * not be written, with a warning. The answer's `creator` is our own identity.
 */
async function recordVerdict(github, log, record) {
    try {
        return await github.createStatus(record.sha, {
            state: record.state,
            context: recordContext(record.scope),
            description: clip(record.description),
            targetUrl: record.url
        });
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubError */ .y_))
            throw error;
        log.warning(`The verdict is not remembered on the commit. ${error.message}`);
        return undefined;
    }
}
/** `override by octocat: reason`, for a person's verdict. */
function overrideDescription(actor, reason) {
    return clip(`override by ${actor}: ${reason}`);
}
/**
 * What is on record for a commit. A failure counts whoever wrote it, a success only from our own identity;
 * of those the newest. Pending and error say nothing.
 */
function readVerdict(statuses, scope, identity) {
    const context = recordContext(scope);
    const verdicts = statuses
        .filter(status => isContext(status, context))
        .filter(it => it.state === 'failure' || (it.state === 'success' && it.creator === identity));
    const [newest] = verdicts.toSorted((a, b) => (0,_ids_js__WEBPACK_IMPORTED_MODULE_2__/* .compareIds */ .q)(b.id, a.id));
    if (newest === undefined)
        return 'none';
    return newest.state === 'failure' ? 'bad' : 'good';
}
/** At most 140 characters, on one line. */
function clip(text) {
    const line = Array.from(text.replace(/\s+/g, ' ').trim());
    if (line.length <= LONGEST_DESCRIPTION)
        return line.join('');
    return `${line.slice(0, LONGEST_DESCRIPTION - 1).join('')}…`;
}
/** Names that are too long for GitHub end in a digest of the whole. */
function contextOf(prefix, { service, environment }) {
    const names = service === '' ? [environment] : [service, environment];
    const escaped = names.map(name => name.replaceAll('%', '%25').replaceAll('/', '%2F'));
    const context = [prefix, ...escaped].join('/');
    if (context.length <= LONGEST_CONTEXT)
        return context;
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(context.toLowerCase()).digest('hex').slice(0, 16);
    return `${context.slice(0, LONGEST_CONTEXT - 17)}-${digest}`;
}


/***/ }),

/***/ 3816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   KH: () => (/* binding */ isReleaseTag),
/* harmony export */   UX: () => (/* binding */ releaseTagsIn),
/* harmony export */   ni: () => (/* binding */ releaseTagOf)
/* harmony export */ });
/* unused harmony export isSafeTag */
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2152);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1380);



/**
 * tag = first { first | "-" }, without ".." anywhere, at most 255 characters
 * first = "A".."Z" | "a".."z" | "0".."9" | "." | "_" | "/" | "@" | "+"
 * Narrower than git's own grammar: a tag travels into workflows whose authors may put it on a command line.
 */
const TAG = /^[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]{0,254}$/;
/** Each costs a request. */
const TITLE_WORDS = 4;
function isSafeTag(tag) {
    return TAG.test(tag) && !tag.includes('..');
}
function isReleaseTag(tag, pattern) {
    return isSafeTag(tag) && (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesGlob */ .k)(pattern, tag);
}
function isSha(text) {
    return /^[0-9a-f]{40}$/.test(text);
}
/**
 * The release tag among the tags of one commit: the one the deployment was made from, else the highest
 * version, else the last by name. The order of `tags` does not matter.
 */
function releaseTagOf(tags, pattern, deployedRef) {
    const releases = tags.filter(tag => isReleaseTag(tag, pattern));
    return releases.find(tag => tag === deployedRef) ?? releases.toSorted(compareTags).at(-1);
}
/**
 * Words of a run's title that may be the release it went to, in alphabetical order. Not plain words and not
 * our correlation id, though a wide pattern may match them.
 */
function releaseTagsIn(title, pattern) {
    const words = [...new Set(title.split(/[^A-Za-z0-9._/@+-]/))];
    return words
        .filter(word => /\d/.test(word) && !/^bg-[0-9a-f-]+$/.test(word) && isReleaseTag(word, pattern))
        .toSorted()
        .slice(0, TITLE_WORDS);
}
function compareTags(a, b) {
    const [left, right] = [(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .o)(a), (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .o)(b)];
    const byName = (0,_facts_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a, b);
    if (left !== undefined && right !== undefined)
        return (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Z)(left, right) || byName;
    if (left === undefined && right === undefined)
        return byName;
    return left === undefined ? -1 : 1;
}


/***/ }),

/***/ 1380:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ compareVersions),
/* harmony export */   o: () => (/* binding */ parseVersion)
/* harmony export */ });
/**
 * version    = numbers [ "-" prerelease ] [ "+" build ]
 * numbers    = 1 to 4 numbers joined by "."
 * It stands at the end of the tag, alone or after a "v" or a separator ("@", "/", "-", "_").
 */
const VERSION = /(?:^|[@/_-])v?(\d{1,15}(?:\.\d{1,15}){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
/** undefined: the tag does not end in a version. */
function parseVersion(tag) {
    const found = VERSION.exec(tag);
    if (found?.[1] === undefined)
        return undefined;
    return { numbers: found[1].split('.').map(Number), prerelease: found[2]?.split('.') ?? [] };
}
/** By https://semver.org section 11, missing numbers being zero. Negative: `a` is older. */
function compareVersions(a, b) {
    const length = Math.max(a.numbers.length, b.numbers.length);
    for (let at = 0; at < length; at++) {
        const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return comparePrereleases(a.prerelease, b.prerelease);
}
function comparePrereleases(a, b) {
    // A release is newer than its own pre-releases.
    if (a.length === 0 || b.length === 0)
        return b.length - a.length;
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
        const difference = compareIdentifiers(a[at] ?? '', b[at] ?? '');
        if (difference !== 0)
            return difference;
    }
    return a.length - b.length;
}
function compareIdentifiers(a, b) {
    const bothNumbers = /^\d+$/.test(a) && /^\d+$/.test(b);
    if (bothNumbers)
        return Number(a) - Number(b);
    if (/^\d+$/.test(a))
        return -1;
    if (/^\d+$/.test(b))
        return 1;
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 6111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openSession),
  p: () => (/* binding */ runFacts)
});

// EXTERNAL MODULE: ./.cache/build/bake/connect.js
var connect = __webpack_require__(7327);
// EXTERNAL MODULE: ./.cache/build/errors.js
var build_errors = __webpack_require__(1712);
;// CONCATENATED MODULE: ./.cache/build/logs/accepted.js
/**
 * Files of accepted signatures: one a line, blank lines and lines of comment between.
 *
 *   line     = [ entry ] [ comment ]
 *   entry    = id blank template
 *   id       = 12 hex digits
 *   comment  = '#' text                  behind an entry: two blanks before the '#'
 */
const ENTRY = /^([0-9a-f]{12})(?:\s+(.*))?$/;
/** `path` is for the problems only. */
function parseAccepted(text, path) {
    const entries = [];
    const problems = [];
    text.split(/\r?\n/).forEach((raw, index) => {
        const { body, comment } = partComment(raw);
        if (body === '')
            return;
        const [, id, template = ''] = ENTRY.exec(body) ?? [];
        if (id === undefined)
            problems.push(problemOf(path, index + 1, body));
        else
            entries.push({ id, template, comment, line: index + 1 });
    });
    return { entries, problems };
}
/** The line for a signature, without a line end. */
function writeAccepted({ id, template, comment }) {
    const entry = `${id} ${oneLine(template)}`.replace(/ (\\*)#/g, ' $1\\#').trim();
    const told = oneLine(comment);
    return told === '' ? entry : `${entry}  # ${told}`;
}
function oneLine(text) {
    return text.replace(/\s+/g, ' ').trim();
}
/** A `#` behind a blank begins the comment; in a template it stands as `\#`. */
function partComment(raw) {
    const line = raw.trim();
    if (line.startsWith('#'))
        return { body: '', comment: '' };
    const mark = line.search(/\s#/);
    const body = mark < 0 ? line : line.slice(0, mark).trim();
    const comment = mark < 0 ? '' : line.slice(mark + 2).trim();
    return { body: body.replace(/ (\\*)\\#/g, ' $1#'), comment };
}
function problemOf(path, line, body) {
    const found = body.length > 40 ? `${body.slice(0, 40)}…` : body;
    return `${path}:${line}: "${found}" does not begin with a signature's id. Write the 12 hex digits of the report and its template, or begin the line with # for a comment.`;
}

;// CONCATENATED MODULE: ./.cache/build/config/accepted.js


/**
 * Reads the files of accepted signatures that the checks name, by the rule of the configuration: the
 * workspace, else the repository at the commit of the run; on events that outsiders can shape, the default
 * branch and nothing else. A file that is not there accepts nothing. Throws ConfigError with every line that
 * cannot be read.
 */
async function readAccepted(checks, run, deps) {
    const paths = new Set(checks.flatMap(check => (check.kind === 'logs' ? check.accepted : [])));
    const files = new Map();
    const warnings = [];
    const problems = [];
    for (const path of paths) {
        const text = await acceptedText(path, run, deps);
        if (text === undefined) {
            warnings.push(`There is no file ${path} yet, so no signature is accepted by it.`);
            continue;
        }
        const file = parseAccepted(text, path);
        problems.push(...file.problems.map(message => ({ path, message })));
        files.set(path, file.entries);
    }
    if (problems.length > 0)
        throw new build_errors/* ConfigError */.xL('invalid-config', problems);
    return { files, warnings };
}
async function acceptedText(path, run, { readWorkspace, github, defaultBranch }) {
    if (run.trust === 'workspace') {
        const text = await readWorkspace(path);
        if (text !== undefined)
            return text;
    }
    const ref = run.trust === 'workspace' ? run.sha : defaultBranch;
    try {
        return await github.file(path, ref);
    }
    catch (error) {
        if (!(error instanceof build_errors/* GitHubError */.y_))
            throw error;
        const remedy = [401, 403].includes(error.status)
            ? 'Add `contents: read` to the permissions of the job.'
            : 'Run the job again, or check out the repository first.';
        const message = `It could not be read from ${run.repository} at ${ref}: ${error.message} ${remedy}`;
        throw new build_errors/* ConfigError */.xL('invalid-config', [{ path, message }]);
    }
}

;// CONCATENATED MODULE: ./.cache/build/config/found.js
/** What stood there, for a message: never long, and never a structure's content. */
function found(input) {
    if (input === null || input === undefined)
        return 'nothing';
    if (Array.isArray(input))
        return 'a list';
    if (typeof input === 'number' || typeof input === 'boolean')
        return String(input);
    if (typeof input !== 'string')
        return 'a map';
    const text = JSON.stringify(input);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

// EXTERNAL MODULE: ./.cache/build/config/nearest.js
var nearest = __webpack_require__(4264);
// EXTERNAL MODULE: ./.cache/build/config/present.js
var present = __webpack_require__(9785);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./.cache/build/config/yaml.js


/** Far beyond any configuration, and small enough to read in well under a second. */
const maxBytes = 256 * 1024;
const maxTokens = 30_000;
const maxEscapes = 5_000;
const maxAliases = 100;
/** Brackets inside each other. The library recurses: far deeper ones end wherever the stack does. */
const maxDepth = 100;
/** A text that is broken everywhere tells nothing more after these. */
const maxSyntaxProblems = 20;
/**
 * Reads one YAML document: at most 256 KiB, no custom tags, no repeated keys, aliases limited.
 * `name` stands as the path in problems about the text as a whole. Throws ConfigError.
 */
function readYaml(text, name) {
    const problem = sizeProblem(text);
    if (problem !== undefined)
        throw new build_errors/* ConfigError */.xL('invalid-config', [{ path: name, message: problem }]);
    const lines = new dist/* LineCounter */.HN();
    const document = compose(text, lines, name);
    const value = plainValue(document, name);
    return {
        value,
        place: (path, part, inside) => {
            const { offset, node } = foundAt(document, path, part);
            const further = inside === undefined ? undefined : insideOf(text, node, inside);
            return at(lines, further ?? offset);
        }
    };
}
/** `checks[2].max`, `endpoints.metrics.url`, `endpoints["a b"]`. */
function formatPath(path) {
    return path.reduce((text, step) => {
        if (typeof step === 'number')
            return `${text}[${step}]`;
        if (!/^[\w-]+$/.test(step))
            return `${text}[${JSON.stringify(step)}]`;
        return text === '' ? step : `${text}.${step}`;
    }, '');
}
function sizeProblem(text) {
    const bytes = Buffer.byteLength(text);
    if (bytes > maxBytes) {
        return `The text has ${bytes} bytes; at most ${maxBytes} are read. Make it shorter.`;
    }
    // Each broken escape becomes an error of its own, which costs far more than the character.
    if (text.split('\\').length > maxEscapes) {
        return `The text has more than ${maxEscapes} backslashes. Make it shorter.`;
    }
    let [count, depth] = [0, 0];
    for (const token of new dist/* Lexer */.JG().lex(text)) {
        count += 1;
        if (count > maxTokens)
            return `The YAML has more than ${maxTokens} tokens. Make it shorter.`;
        if (token === '[' || token === '{')
            depth += 1;
        if (token === ']' || token === '}')
            depth -= 1;
        if (depth > maxDepth)
            return tooDeep;
    }
    return undefined;
}
const tooDeep = 'The YAML is nested too deeply. Write it with fewer levels.';
function compose(text, lines, name) {
    // The library's own search for repeated keys compares every pair of keys, and its decorated errors
    // search the whole text each: both take seconds on a hostile text. We do both ourselves.
    const composer = new dist/* Composer */.Dk({ uniqueKeys: false, prettyErrors: false });
    const parser = new dist/* Parser */.iX(lines.addNewLine);
    const documents = [...composer.compose(parser.parse(text), true, text.length)];
    const document = documents[0];
    if (document === undefined || document.contents === null)
        throw emptyDocument(name);
    const problems = [
        ...syntaxProblems(document, lines, name),
        ...(documents.length > 1 ? [{ path: name, message: 'One YAML document is expected.' }] : []),
        ...keyProblems(document.contents, lines)
    ];
    if (problems.length === 0)
        return document;
    problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    throw new build_errors/* ConfigError */.xL('invalid-config', problems.slice(0, maxSyntaxProblems));
}
function emptyDocument(name) {
    return new build_errors/* ConfigError */.xL('invalid-config', [{ path: name, message: 'The text is empty.' }]);
}
function syntaxProblems(document, lines, name) {
    const errors = [...document.errors, ...document.warnings];
    // Where the stack ended differs from run to run, and so does all that the library says from there on.
    if (errors.some(error => error.message.includes('call stack')))
        return [{ path: name, message: tooDeep }];
    return errors.map(error => ({
        path: name,
        ...at(lines, error.pos[0]),
        message: error.code === 'TAG_RESOLVE_FAILED'
            ? `${error.message}. Tags are not supported: remove it.`
            : `The YAML cannot be read: ${error.message}.`
    }));
}
/** Keys that stand twice in one map, and keys that are no plain text. */
function keyProblems(root, lines) {
    const problems = [];
    const open = [{ node: root, path: [] }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const { node, path } = next;
        if ((0,dist/* isSeq */.oP)(node))
            node.items.forEach((item, index) => open.push({ node: item, path: [...path, index] }));
        if (!(0,dist/* isMap */.jh)(node))
            continue;
        const seen = new Set();
        for (const { key, value } of node.items) {
            const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : undefined;
            const message = keyProblem(name, seen);
            const inner = [...path, name ?? '?'];
            if (message !== undefined) {
                problems.push({ path: formatPath(inner), ...at(lines, startOf(key)), message });
            }
            open.push({ node: value, path: inner });
        }
    }
    return problems;
}
function keyProblem(name, seen) {
    if (name === undefined)
        return 'A key must be plain text.';
    if (name === '__proto__')
        return 'This name cannot be used as a key.';
    if (seen.has(name))
        return `The key "${name}" stands twice in the same map. Remove one.`;
    seen.add(name);
    return undefined;
}
function plainValue(document, name) {
    try {
        const value = document.toJS({ maxAliasCount: maxAliases });
        // Throws where an alias stands inside its own anchor.
        JSON.stringify(value);
        return value;
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown error';
        throw new build_errors/* ConfigError */.xL('invalid-config', [
            { path: name, message: `The YAML cannot be read: ${reason}. Write it without aliases.` }
        ]);
    }
}
function foundAt(document, path, part) {
    let node = document.contents;
    let offset = startOf(node);
    for (const [index, step] of path.entries()) {
        const child = childOf((0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node, step);
        if (child === undefined)
            break;
        const wantsKey = part === 'key' && index === path.length - 1;
        offset =
            startOf(wantsKey || startOf(child.value) === undefined ? child.key : child.value) ?? offset;
        node = child.value;
    }
    return { offset, node };
}
/**
 * Where in the YAML an offset of a text stands: the line of the text that holds it, looked for in what is
 * written. undefined where the writing differs from the text, or holds that line twice.
 */
function insideOf(text, node, inside) {
    const start = startOf(node);
    if (!(0,dist/* isScalar */.jn)(node) || typeof node.value !== 'string' || start === undefined)
        return undefined;
    const written = text.slice(start, node.range?.[1]);
    const before = node.value.lastIndexOf('\n', inside - 1) + 1;
    const [line = ''] = node.value.slice(before).split('\n');
    const found = written.indexOf(line);
    if (line === '' || found < 0 || written.includes(line, found + 1))
        return undefined;
    return start + found + (inside - before);
}
function childOf(node, step) {
    if ((0,dist/* isSeq */.oP)(node)) {
        const item = node.items[Number(step)];
        return item === undefined ? undefined : { key: item, value: item };
    }
    if (!(0,dist/* isMap */.jh)(node))
        return undefined;
    return node.items.find(pair => (0,dist/* isPair */.tO)(pair) && (0,dist/* isScalar */.jn)(pair.key) && String(pair.key.value) === String(step));
}
function startOf(node) {
    return node?.range?.[0];
}
function at(lines, offset) {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
}

;// CONCATENATED MODULE: ./.cache/build/config/findings.js





function finding(path, message) {
    return { code: 'invalid-config', path, message };
}
/** The key itself is wrong, not its value. */
function keyFinding(path, message) {
    return { ...finding(path, message), atKey: true };
}
/** `offset`: where inside the query. */
function invalidQuery(path, message, offset) {
    return { code: 'invalid-query', path, message, ...(0,present/* present */.E)({ offset }) };
}
/** Every finding with its place, in the order of the text. The gravest code speaks for all of them. */
function configError(findings, yaml) {
    const codes = ['invalid-config', 'missing-secret', 'invalid-query'];
    const code = codes.find(known => findings.some(one => one.code === known)) ?? 'invalid-config';
    const problems = findings
        .map(one => findings_problemOf(one, yaml))
        .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
    return new build_errors/* ConfigError */.xL(code, problems);
}
/**
 * Reads a value by a schema; what is wrong is told in our words, one finding per unknown key. `written` is
 * the value as it stands in the file: what is shown of it holds no secret that took the place of a name.
 */
function readBySchema(schema, value, written) {
    const known = new Map();
    const result = schema.safeParse(value, {
        error: issue => {
            if (issue.code === 'unrecognized_keys')
                known.set(formatPath(pathOf(issue)), keysOf(issue.inst));
            return undefined;
        }
    });
    if (result.success)
        return { data: result.data, findings: [] };
    const findings = result.error.issues.flatMap(issue => issueFindings(issue, known, written));
    return { findings };
}
function issueFindings(issue, known, written) {
    const path = issuePath(issue);
    if (issue.code !== 'unrecognized_keys') {
        return [finding(path, messageOf(issue, valueAt(written, path)))];
    }
    const valid = known.get(formatPath(path)) ?? [];
    return issue.keys.map(key => keyFinding([...path, key], unknownKey(key, valid)));
}
/** A map whose kind is unknown is wrong where it names its kind. */
function issuePath(issue) {
    const path = pathOf(issue);
    const kind = issue.code === 'invalid_union' ? issue.discriminator : undefined;
    return kind === undefined || path.at(-1) === kind ? path : [...path, kind];
}
function valueAt(value, path) {
    return path.reduce((inner, step) => {
        if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step))
            return undefined;
        return inner[step];
    }, value);
}
/** The path of a schema's issue. */
function pathOf(issue) {
    return (issue.path ?? []).map(step => (typeof step === 'number' ? step : String(step)));
}
/** The keys of the object schema that complained. */
function keysOf(schema) {
    const shape = schema?.shape;
    return Object.keys(shape ?? {});
}
function findings_problemOf(one, yaml) {
    return {
        path: one.path.length === 0 ? 'configuration' : formatPath(one.path),
        ...yaml.place(one.path, one.atKey === true ? 'key' : 'value', one.offset),
        message: one.message
    };
}
function unknownKey(key, known) {
    const near = (0,nearest/* nearest */.pA)(key, known);
    const hint = near === undefined ? ` Valid keys here: ${known.join(', ')}.` : (0,nearest/* suggestion */.h)(key, [near]);
    return `The key "${key}" is not known.${hint}`;
}
function messageOf(issue, input) {
    switch (issue.code) {
        case 'invalid_type':
            return typeMessage(issue.expected, input);
        case 'invalid_value':
            return valueMessage(issue.values.map(String), input);
        case 'invalid_union':
            return unionMessage(issue, input);
        case 'invalid_key':
            return issue.issues[0]?.message ?? 'This key is not allowed.';
        default:
            return issue.message;
    }
}
function typeMessage(expected, input) {
    const wanted = article(expected);
    if (input === undefined)
        return 'It is missing. Add it.';
    if (input === null) {
        return `It is empty; ${wanted} is expected. Give it a value or remove the line.`;
    }
    const quotes = expected === 'string' && typeof input !== 'object' ? ' Put it in quotes.' : '';
    return `${capital(wanted)} is expected, found ${found(input)}.${quotes}`;
}
function valueMessage(values, input) {
    if (input === undefined)
        return `It is missing. Write ${alternatives(values)}.`;
    const hint = typeof input === 'string' ? (0,nearest/* suggestion */.h)(input, values) : '';
    return `${capital(alternatives(values))} is expected, found ${found(input)}.${hint}`;
}
function unionMessage(issue, input) {
    if (issue.discriminator === undefined)
        return `${issue.message} Found ${found(input)}.`;
    const known = 'options' in issue ? (issue.options ?? []).map(String) : [];
    if (input === undefined)
        return `It is missing. Write one of ${known.join(', ')}.`;
    const hint = typeof input === 'string' ? (0,nearest/* suggestion */.h)(input, known) : '';
    return `There is no ${issue.discriminator} ${found(input)}.${hint} Known are ${known.join(', ')}.`;
}
function article(type) {
    const words = {
        string: 'text',
        number: 'a number',
        int: 'a whole number',
        boolean: 'true or false',
        array: 'a list',
        object: 'a map',
        record: 'a map'
    };
    return words[type] ?? type;
}
function alternatives(values) {
    return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./.cache/build/config/baseline.js


const day = 86_400_000;
/** Yesterday, and the same weekday a week ago. */
const defaultOffsets = [day, 7 * day];
/** The baseline at the top of the file with what a check says over it; `path` is the more special of the two. */
function settleBaseline(top, override, bake, path) {
    const file = { ...top, ...(0,present/* present */.E)(override ?? {}) };
    const lengths = { duration: file.duration, gap: file.gap, history: file.history };
    const findings = file.history < file.duration
        ? [finding([...path, 'history'], '`history` is shorter than `duration`. Make it longer.')]
        : [];
    if (file.kind !== 'same-time') {
        const said = override ?? top;
        for (const key of ['offsets', 'time-zone']) {
            const stray = `\`${key}\` goes with \`kind: same-time\` only. Remove it.`;
            if (said[key] !== undefined)
                findings.push(finding([...path, key], stray));
        }
        return { baseline: { kind: file.kind, ...lengths }, findings };
    }
    const offsets = file.offsets ?? defaultOffsets;
    if (offsets.some(offset => offset < bake.settle + bake.duration)) {
        const message = 'An offset is shorter than the bake, so the windows would overlap. Make it longer.';
        findings.push(finding([...path, 'offsets'], message));
    }
    return {
        baseline: { kind: file.kind, ...lengths, offsets, timeZone: file['time-zone'] ?? 'UTC' },
        findings
    };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./.cache/build/zone.js
var zone = __webpack_require__(1253);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/registries.js
var registries = __webpack_require__(9396);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
;// CONCATENATED MODULE: ./.cache/build/config/quantity.js
const durationUnits = new Map([
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1]
]);
const durationPattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
/** No window of ours is longer; beyond it somebody forgot a unit. */
const longestDuration = 366 * 86_400_000;
/**
 * A duration in milliseconds.
 *
 *     duration = [int "d"] [int "h"] [int "m"] [int "s"] [int "ms"]    ; at least one part
 *     int      = 1*DIGIT
 */
function parseDuration(text) {
    const shown = JSON.stringify(String(text));
    if (typeof text === 'number' || /^[\d.]+$/.test(text))
        return unitMissing(text);
    const match = durationPattern.exec(text);
    if (text === '' || match === null)
        return { error: durationError(text, shown) };
    const sizes = [...durationUnits.values()];
    const total = match
        .slice(1)
        .reduce((sum, part, index) => sum + Number(part ?? 0) * (sizes[index] ?? 0), 0);
    if (total > longestDuration)
        return { error: `${shown} is longer than 366 days.` };
    return { ok: total };
}
function unitMissing(value) {
    const usable = /^\d{1,6}$/.test(String(value));
    const remedy = usable ? `Write ${value}s, ${value}m or ${value}h` : 'Write it as 90s or 1h30m';
    return { error: `${value} has no unit. ${remedy}.` };
}
function durationError(text, shown) {
    if (text.startsWith('-'))
        return `${shown} is negative. Write a duration such as 90s.`;
    if (/\s/.test(text))
        return `${shown} holds a space. Write ${JSON.stringify(quantity_closed(text))}.`;
    if (/[.,]/.test(text))
        return `${shown} holds a fraction. Write whole parts, such as 1h30m.`;
    return `${shown} is not a duration. Write it as 90s, 15m, 1h30m or 3d.`;
}
/** `5 min` → `5m`, as far as a remedy can be guessed. */
function quantity_closed(text) {
    const guess = text
        .replace(/\s+/g, '')
        .replace(/(\d)(d|h|m|s)[a-z]*/gi, '$1$2')
        .toLowerCase();
    return durationPattern.test(guess) && guess !== '' ? guess : '90s';
}
/**
 * A fraction 0..; `1%` is 0.01. A bare number must be below 1, since `1` may mean 1% or 100%.
 *
 *     fraction = decimal "%" / decimal         ; the bare decimal < 1
 *     decimal  = 1*DIGIT ["." 1*DIGIT]
 */
function parseFraction(text) {
    const percent = typeof text === 'string' && text.endsWith('%');
    const number = parseDecimal(percent ? text.slice(0, -1) : text);
    if ('error' in number)
        return number;
    if (number.ok < 0)
        return { error: `${text} is negative. Write a percentage such as 1%.` };
    if (percent)
        return { ok: shift(number.ok, -2) };
    if (number.ok < 1)
        return number;
    const wide = shift(number.ok, 2);
    return { error: `${number.ok} is ambiguous. Write ${number.ok}% or ${wide}%.` };
}
/**
 * A finite number. A comma is refused with the remedy.
 *
 *     decimal = ["-"] 1*DIGIT ["." 1*DIGIT]
 */
function parseDecimal(text) {
    if (typeof text === 'number') {
        return Number.isFinite(text) ? { ok: text } : { error: `${text} is not a number.` };
    }
    if (/^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text)))
        return { ok: Number(text) };
    const comma = /^-?\d+,\d+$/.test(text) ? ` Write ${text.replace(',', '.')}.` : '';
    return { error: `${JSON.stringify(text)} is not a number.${comma}` };
}
/**
 * Bytes.
 *
 *     size = int "MiB"
 */
function parseSize(text) {
    const [, digits] = /^(\d{1,6})MiB$/.exec(String(text)) ?? [];
    if (digits !== undefined)
        return { ok: Number(digits) * 1024 ** 2 };
    return { error: `${JSON.stringify(String(text))} is not a size. Write it as 64MiB.` };
}
/** The words of a check's `unit`. */
const queryUnits = new Map([
    ['none', { unit: 'none', factor: 1 }],
    ['s', { unit: 'seconds', factor: 1 }],
    ['ms', { unit: 'seconds', factor: 1e-3 }],
    ['us', { unit: 'seconds', factor: 1e-6 }],
    ['ns', { unit: 'seconds', factor: 1e-9 }],
    ['B', { unit: 'bytes', factor: 1 }],
    ['KiB', { unit: 'bytes', factor: 1024 }],
    ['MiB', { unit: 'bytes', factor: 1024 ** 2 }],
    ['percent', { unit: 'fraction', factor: 0.01 }],
    ['ratio', { unit: 'fraction', factor: 1 }],
    ['per-second', { unit: 'per-second', factor: 1 }],
    ['count', { unit: 'count', factor: 1 }]
]);
const suffixes = new Map([
    ['ns', { unit: 'seconds', factor: 1e-9 }],
    ['us', { unit: 'seconds', factor: 1e-6 }],
    ['ms', { unit: 'seconds', factor: 1e-3 }],
    ['s', { unit: 'seconds', factor: 1 }],
    ['m', { unit: 'seconds', factor: 60 }],
    ['h', { unit: 'seconds', factor: 3600 }],
    ['B', { unit: 'bytes', factor: 1 }],
    ['kB', { unit: 'bytes', factor: 1e3 }],
    ['MB', { unit: 'bytes', factor: 1e6 }],
    ['GB', { unit: 'bytes', factor: 1e9 }],
    ['KiB', { unit: 'bytes', factor: 1024 }],
    ['MiB', { unit: 'bytes', factor: 1024 ** 2 }],
    ['GiB', { unit: 'bytes', factor: 1024 ** 3 }],
    ['%', { unit: 'fraction', factor: 0.01 }],
    ['/s', { unit: 'per-second', factor: 1 }]
]);
/**
 *     quantity = decimal [suffix]
 *     suffix   = "ns" / "us" / "ms" / "s" / "m" / "h" / "B" / "kB" / "MB" / "GB" / "KiB" / "MiB" / "GiB" / "%" / "/s"
 *     decimal  = ["-"] 1*DIGIT ["." 1*DIGIT]
 */
function parseQuantity(text) {
    if (typeof text === 'number')
        return withSuffix(parseDecimal(text), undefined);
    const match = /^([-\d.,]+)([A-Za-z%/]*)$/.exec(text);
    if (match === null)
        return { error: `${JSON.stringify(text)} is not a number or a quantity.` };
    const [, digits = '', suffix = ''] = match;
    const number = parseDecimal(digits);
    if (suffix === '' || 'error' in number)
        return withSuffix(number, undefined);
    if (suffixes.has(suffix))
        return withSuffix(number, suffix);
    return { error: unknownSuffix(text, suffix) };
}
/**
 * A limit in the base of the check's unit: seconds, bytes, a fraction, or a plain number. `scale` is what
 * the check measures. A suffix must be of the same unit; a bare number is in the query's own unit.
 */
function limitIn(scale, limit) {
    if (limit.suffix === undefined)
        return bareLimit(scale, limit.number);
    const suffix = suffixes.get(limit.suffix);
    if (suffix === undefined)
        return { error: `"${limit.suffix}" is not a unit.` };
    if (suffix.unit === scale.unit)
        return { ok: times(limit.number, suffix.factor) };
    return { error: unitMismatch(scale, limit.suffix, suffix.unit) };
}
function bareLimit(scale, number) {
    // `unit: percent` says what the query's numbers are, so a bare limit beside it is not ambiguous.
    if (scale.unit !== 'fraction' || scale.factor !== 1)
        return { ok: times(number, scale.factor) };
    if (number < 0)
        return { ok: number };
    return parseFraction(number);
}
function unitMismatch(scale, suffix, unit) {
    const words = [...queryUnits].filter(([, known]) => known.unit === unit).map(([word]) => word);
    const said = `The limit is in "${suffix}", but the check's numbers are ${unitWord(scale.unit)}.`;
    return `${said} Say what the query returns with unit: ${words.join(' | ')}, or write the limit without "${suffix}".`;
}
function unitWord(unit) {
    const words = {
        none: 'without a unit',
        fraction: 'fractions',
        seconds: 'seconds',
        bytes: 'bytes',
        'per-second': 'rates per second',
        count: 'counts'
    };
    return words[unit];
}
function unknownSuffix(text, suffix) {
    const known = [...suffixes.keys()];
    const near = known.find(word => word.toLowerCase() === suffix.toLowerCase());
    const hint = near === undefined ? `Known are ${known.join(', ')}` : `Write "${near}"`;
    return `${JSON.stringify(text)} has the unknown unit "${suffix}". ${hint}.`;
}
function withSuffix(number, suffix) {
    if ('error' in number)
        return number;
    return { ok: { number: number.ok, ...(suffix === undefined ? {} : { suffix }) } };
}
/** Decimal arithmetic as people write it: 0.3 times 0.001 is 0.0003, not 0.00030000000000000003. */
function times(number, factor) {
    return Number((number * factor).toPrecision(15));
}
function shift(number, digits) {
    return times(number, 10 ** digits);
}

;// CONCATENATED MODULE: ./.cache/build/config/scalars.js



/** Schemas of the words people write: each is parsed by one grammar of `quantity.ts`. */
/**
 * Descriptions, defaults and examples for editors and the documentation. `schema.register(editors, …)` notes
 * them beside the schema; `schema.meta(…)` would copy it, and the copies double what start-up costs.
 */
const editors = registries/* globalRegistry */.fd;
/** The grammars of `quantity.ts` as far as an editor can check them. */
const scalars_forms = registries/* registry */.u5();
/** Milliseconds. Zero only where `zero` says so. */
function duration(options = {}) {
    const { zero = false, atLeast = 0 } = options;
    const refuse = (value) => {
        if (value === 0 && !zero)
            return 'Zero is not allowed here. Write at least 1s.';
        return value < atLeast ? `At least ${atLeast / 1000}s is needed.` : undefined;
    };
    return parsed('A duration such as 90s, 15m or 1h30m', parseDuration, refuse).register(scalars_forms, {
        type: 'string',
        pattern: '^(?=.)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$'
    });
}
/** Bytes, from `least` to `most` MiB. */
function size(least, most) {
    const refuse = (bytes) => {
        const mebibytes = bytes / 1024 ** 2;
        const isFit = mebibytes >= least && mebibytes <= most;
        return isFit ? undefined : `It must be between ${least}MiB and ${most}MiB.`;
    };
    return parsed('A size such as 64MiB', parseSize, refuse).register(scalars_forms, {
        type: 'string',
        pattern: '^\\d+MiB$'
    });
}
/** A fraction above zero and at most `most`. */
function fraction(most = Infinity) {
    const refuse = (value) => {
        if (value === 0)
            return 'It must be above 0%.';
        return value > most ? `It must be at most ${most * 100}%.` : undefined;
    };
    return parsed('A percentage such as 1%', parseFraction, refuse).register(scalars_forms, {
        type: ['string', 'number'],
        pattern: '^\\d+(\\.\\d+)?%?$'
    });
}
/** A limit as written; its unit is settled by the check it stands in. */
function limit() {
    const expected = 'A number or a quantity such as 1%, 800ms or 1.5KiB';
    return parsed(expected, parseQuantity, () => undefined).register(scalars_forms, {
        type: ['string', 'number'],
        pattern: '^-?\\d+(\\.\\d+)?[A-Za-z%/]*$'
    });
}
/** A whole number of at least `least`. */
function whole(least) {
    const error = `A whole number of at least ${least} is expected.`;
    return schemas/* int */.Whr({ error }).min(least, error);
}
/** Text on one line. */
function line(most = 200) {
    const error = `One line of 1 to ${most} characters is expected, without control characters.`;
    return schemas/* string */.YjP().regex(new RegExp(`^[^\\p{Cc}]{1,${most}}$`, 'u'), error);
}
function headers() {
    return schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'The name of an HTTP header is expected.'), schemas/* string */.YjP().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'A header value is one line of Latin-1 text.'));
}
function parsed(expected, parse, refuse) {
    return schemas/* transform */.pdi((input, context) => {
        const readable = typeof input === 'string' || Number.isFinite(input);
        const value = readable
            ? parse(input)
            : { error: `${expected} is expected, found ${found(input)}.` };
        const message = 'error' in value ? value.error : refuse(value.ok);
        if (message === undefined && 'ok' in value)
            return value.ok;
        context.issues.push({ code: 'custom', message: message ?? '', input });
        return core/* NEVER */.tm;
    });
}

;// CONCATENATED MODULE: ./.cache/build/config/policy-schema.js



/** What stands at the top as the default of every check, and again in a check that differs. */
function noData() {
    return schemas/* enum */.k5n(['inconclusive', 'fail', 'pass', 'zero']).register(editors, {
        description: 'What a query without any series means. `zero`: it counts as the value 0.'
    });
}
function silence() {
    return schemas/* enum */.k5n(['inconclusive', 'fail']).register(editors, {
        description: 'What it means when series stop at the deploy while their endpoint answers. Default `fail` for checks with a control group, else `inconclusive`.'
    });
}
function failAfter() {
    return whole(1).register(editors, {
        description: 'Evaluations running that must break an absolute limit. 1 for critical checks.'
    });
}
function minCoverage() {
    return fraction(1).register(editors, {
        description: 'Share of the planned evaluations that must have answered for a pass.'
    });
}
function baselineSchema() {
    return schemas/* strictObject */.rej({
        kind: baselineKind().prefault('before'),
        duration: baselineDuration().prefault('1h'),
        gap: baselineGap().prefault('5m'),
        history: baselineHistory().prefault('3d'),
        offsets: baselineOffsets().optional(),
        'time-zone': baselineZone().optional()
    });
}
/** Every key optional: at the top with defaults, in a check over what stands at the top. */
function baselineOverride() {
    return schemas/* strictObject */.rej({
        kind: baselineKind().optional(),
        duration: baselineDuration().optional(),
        gap: baselineGap().optional(),
        history: baselineHistory().optional(),
        offsets: baselineOffsets().optional(),
        'time-zone': baselineZone().optional()
    });
}
function baselineKind() {
    return schemas/* enum */.k5n(['before', 'same-time', 'control']).register(editors, {
        description: '`before`: the time before the rollout. `same-time`: the same clock window on earlier days. `control`: a concurrent control group.'
    });
}
function baselineDuration() {
    return duration().register(editors, {
        description: 'Length of the window that the effect is measured against. It ends where the rollout began.'
    });
}
function baselineGap() {
    return duration({ zero: true }).register(editors, {
        description: 'Time from the start of the rollout to `deployed-at`, where `deploy-started-at` is not given.'
    });
}
function baselineHistory() {
    return duration().register(editors, {
        description: 'How far back the placebo calibration looks. At least `duration`.'
    });
}
function baselineZone() {
    return schemas/* string */.YjP()
        .refine(zone/* isTimeZone */.k, 'No such time zone. Write an IANA name, such as `Europe/Berlin`.')
        .register(editors, {
        description: '`same-time` only: IANA name of the time zone in whose days the offsets are counted, so that an hour stays the same hour across daylight saving. Default UTC.',
        examples: ['Europe/Berlin']
    });
}
function baselineOffsets() {
    return schemas/* array */.YOg(duration())
        .min(1, 'At least one offset is needed.')
        .register(editors, {
        description: '`same-time` only: how far back each window lies. Default 1d and 7d.',
        examples: [['1d', '7d']]
    });
}

;// CONCATENATED MODULE: ./.cache/build/config/check-schema.js




/** The question of a check: exactly one of these keys. */
const checkKinds = ['ratio', 'query', 'count', 'probe', 'firing', 'logs'];
/**
 * One entry of `checks`. Which keys go with which kind is settled in `checks.ts`: one flat object
 * completes well in editors and gives one clear problem per key.
 */
function checkSchema() {
    const keys = schemas/* strictObject */.rej({
        ...questionKeys(),
        ...ruleKeys(),
        unit: schemas/* enum */.k5n([...queryUnits.keys()])
            .optional()
            .register(editors, { description: 'Of `query`: what its numbers are. Default `none`.' }),
        required: schemas/* boolean */.zMY()
            .prefault(true)
            .register(editors, { description: '`false`: reported, but not counted in the verdict.' }),
        critical: schemas/* boolean */.zMY()
            .prefault(false)
            .register(editors, { description: 'One certain breach ends the bake.' }),
        'no-data': noData().optional(),
        silence: silence().optional(),
        'fail-after': failAfter().optional(),
        'min-coverage': minCoverage().optional(),
        baseline: baselineOverride()
            .optional()
            .register(editors, { description: 'Of this check, over what stands at the top.' }),
        reduce: schemas/* enum */.k5n(['max', 'min', 'sum', 'avg']).optional().register(editors, {
            description: 'Makes one series of several. Without it every series is judged and the worst wins.'
        }),
        ...logsKeys()
    });
    return keys.register(editors, { oneOf: checkKinds.map(kind => ({ required: [kind] })) });
}
function questionKeys() {
    return {
        name: line(100).register(editors, { description: 'What the report calls this check.' }),
        endpoint: schemas/* string */.YjP().register(editors, { description: 'A name under `endpoints`.' }),
        ratio: ratioSchema()
            .optional()
            .register(editors, { description: 'Bad events among all of them.' }),
        query: queryText()
            .optional()
            .register(editors, { description: 'A query whose answer is a value.' }),
        count: queryText()
            .optional()
            .register(editors, { description: 'A query that counts events over time.' }),
        probe: probeSchema()
            .optional()
            .register(editors, { description: 'A request that must be answered as expected.' }),
        firing: schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[A-Za-z_]\w*$/, 'The name of an alert label is expected.'), schemas/* string */.YjP())
            .optional()
            .register(editors, { description: 'Labels of alerts none of which may fire.' }),
        logs: queryText().optional().register(editors, {
            description: 'A query whose lines are clustered into signatures and compared with before.'
        }),
        control: schemas/* union */.KCZ([queryText(), ratioSchema()], {
            error: 'The same question for the control group is expected: a query, or bad and total.'
        })
            .optional()
            .register(editors, {
            description: 'The same question for the control group (baseline kind `control`).'
        }),
        request: requestSchema().optional().register(editors, {
            description: 'Of `query` on an `http` endpoint: the request whose JSON answer is searched.'
        })
    };
}
function ruleKeys() {
    return {
        max: limit().optional().register(editors, { description: 'Absolute upper limit.' }),
        min: limit().optional().register(editors, { description: 'Absolute lower limit.' }),
        compare: schemas/* strictObject */.rej({
            worse: schemas/* enum */.k5n(['higher', 'lower', 'either'])
                .prefault('higher')
                .register(editors, { description: 'Which change is worse.' }),
            tolerance: fraction().optional().register(editors, {
                description: 'Relative change that is accepted. Default 50% for `ratio` and `count`, 20% for a `query` in a unit of time, else 25%.'
            })
        })
            .optional()
            .register(editors, { description: 'Compare with the baseline.' }),
        'min-total': whole(1).optional().register(editors, {
            description: 'Of `ratio`: fewer requests than this decide nothing. Default 1.'
        })
    };
}
function logsKeys() {
    return {
        'new-signatures': schemas/* strictObject */.rej({
            max: whole(0).prefault(0).register(editors, { description: 'How many are accepted.' }),
            'min-count': whole(1)
                .prefault(3)
                .register(editors, { description: 'Fewer lines than this make no signature.' })
        })
            .optional()
            .register(editors, {
            description: 'Of `logs`: signatures that the baseline does not have. Default `{max: 0, min-count: 3}`.'
        }),
        accepted: schemas/* array */.YOg(repositoryPath())
            .min(1, 'Name at least one file, or remove the key.')
            .optional()
            .register(editors, {
            description: 'Of `logs`: files of the repository that list accepted signatures.',
            examples: [['.github/bakegate-accepted.txt']]
        }),
        'deploy-noise': duration({ zero: true }).optional().register(editors, {
            description: 'Of `logs`: signatures that came only so long after the deploy are not held against it, where earlier deploys cannot tell. Default `0s`.'
        }),
        'max-lines': schemas/* int */.Whr({ error: linesError })
            .min(100, linesError)
            .max(100_000, linesError)
            .optional()
            .register(editors, {
            description: 'Of `logs`: how many lines one look reads at most, and the baseline four times as many. Default 5000.'
        })
    };
}
const linesError = 'A whole number of 100 to 100000 is expected.';
/** Inside the repository: the same text names the file in the workspace and through the API. */
function repositoryPath() {
    const error = 'The path of a file in the repository is expected, without a leading "/" and without "..".';
    return schemas/* string */.YjP().regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\p{Cc}\\]{1,300}$/u, error);
}
function queryText() {
    return schemas/* string */.YjP()
        .trim()
        .min(1, 'The query is empty.')
        .max(20_000, 'The query is longer than 20000 characters.');
}
function ratioSchema() {
    return schemas/* strictObject */.rej({
        bad: queryText().register(editors, { description: 'Counts the bad events.' }),
        total: queryText().register(editors, { description: 'Counts all events.' })
    });
}
function requestKeys() {
    return {
        path: schemas/* string */.YjP()
            .regex(/^\/(?!\/)(?:[^\s\\#{]|\{(?!\{)|\{\{[^{}]*\}\})*$/, 'A path that begins with one "/" is expected.')
            .register(editors, {
            description: 'Path and query string, appended to the `url` of the endpoint. May hold `{{start}}`, `{{end}}`, `{{ident name}}` and `{{string name}}`.'
        }),
        method: schemas/* enum */.k5n(['GET', 'POST'])
            .prefault('GET')
            .register(editors, { description: 'The HTTP method.' }),
        headers: headers()
            .prefault({})
            .register(editors, { description: 'Beside those of the endpoint.' }),
        body: schemas/* string */.YjP().optional().register(editors, {
            description: 'What is sent. May hold the same placeholders as the path.'
        })
    };
}
function requestSchema() {
    return schemas/* strictObject */.rej(requestKeys());
}
function probeSchema() {
    const error = 'An HTTP status is expected.';
    const status = () => schemas/* int */.Whr({ error }).min(100, error).max(599, error);
    return schemas/* strictObject */.rej({
        ...requestKeys(),
        'expect-status': schemas/* union */.KCZ([status(), schemas/* array */.YOg(status()).min(1)], {
            error: 'An HTTP status such as 200, or a list of them, is expected.'
        })
            .prefault(200)
            .register(editors, { description: 'The status, or a list of them, that is healthy.' }),
        'expect-body': schemas/* string */.YjP()
            .min(1)
            .optional()
            .register(editors, { description: 'Literal text that the body must hold.' })
    });
}

;// CONCATENATED MODULE: ./.cache/build/config/literals.js
/** String literals as several query languages write them: printable ASCII, whatever the value holds. */
/** As Go's strconv.Unquote reads it, which PromQL, LogQL and LogsQL follow. */
function goString(value) {
    return `"${[...wellFormed(value)].map(goEscape).join('')}"`;
}
/** As InfluxQL's scanner reads it: it knows the escapes of the quote, the backslash and the line feed. */
function influxString(value) {
    const escaped = wellFormed(value).replace(/['\\]/g, '\\$&');
    return `'${escaped.replaceAll('\n', '\\n')}'`;
}
/** As Flux reads it: bytes of UTF-8; a dollar could open an expression, so it is one too. */
function fluxString(value) {
    const bytes = [...Buffer.from(wellFormed(value), 'utf8')].map(byte => {
        const letter = String.fromCharCode(byte);
        return /^[\x20\x21\x23\x25-\x5b\x5d-\x7e]$/.test(letter) ? letter : `\\x${hex(byte, 2)}`;
    });
    return `"${bytes.join('')}"`;
}
/** As SQL reads it, where no character but the quote means more than itself. */
function sqlString(value) {
    return `'${wellFormed(value).replaceAll("'", "''")}'`;
}
/** As JSON reads it, with the back-tick escaped too, so that the literal may stand between back-ticks. */
function jsonString(value) {
    const json = JSON.stringify(wellFormed(value));
    return json.replace(/[^\x20-\x5f\x61-\x7e]/g, unit => `\\u${hex(unit.charCodeAt(0), 4)}`);
}
/** As JSON reads it, with neither quote nor backslash in it but as a code point. */
function plainString(value) {
    const plain = wellFormed(value).replace(/[^\x20\x21\x23-\x26\x28-\x5b\x5d-\x5f\x61-\x7e]/g, unit => `\\u${hex(unit.charCodeAt(0), 4)}`);
    return `"${plain}"`;
}
/**
 * RE2 that matches the value and nothing else. Holds no quote of any kind: they are written as code
 * points, so the text cannot end the literal around it. `raw`: the literal takes backslashes as they are.
 */
function re2(value, raw) {
    const regex = [...wellFormed(value)]
        .map(letter => {
        if (/^[A-Za-z0-9_ /,:;@%=-]$/.test(letter))
            return letter;
        if (/^[.+*?()|[\]{}^$]$/.test(letter))
            return `\\${letter}`;
        return `\\x{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
    })
        .join('');
    return raw ? regex : regex.replaceAll('\\', '\\\\');
}
/** As Lucene and JSON read it both: neither knows the other's short escapes. */
function luceneString(value) {
    const escaped = wellFormed(value).replace(/["\\]|[^\x20-\x7e]/g, unit => unit === '"' || unit === '\\' ? `\\${unit}` : `\\u${hex(unit.charCodeAt(0), 4)}`);
    return `"${escaped}"`;
}
/**
 * Lucene's regular expression that matches the value and nothing else, fit to stand between slashes and in
 * a term: white space is escaped too. No backslash is left before a slash that ends the expression, since
 * the parser takes the longer reading.
 */
function luceneRegex(value) {
    return wellFormed(value)
        .replace(/[\x20-\x7e]|\s/g, letter => (/^\w$/.test(letter) ? letter : `\\${letter}`))
        .replaceAll('\\\\', '[\\\\]');
}
/** A lone surrogate is no character of any backend. */
function wellFormed(value) {
    return value.replace(/\p{Surrogate}/gu, '\ufffd');
}
function goEscape(letter) {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '"' || letter === '\\')
        return `\\${letter}`;
    if (code >= 0x20 && code < 0x7f)
        return letter;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}
function hex(code, digits) {
    return code.toString(16).padStart(digits, '0');
}

;// CONCATENATED MODULE: ./.cache/build/config/vendor-lexis.js

/**
 * The languages of hosted services. Sources: https://docs.datadoghq.com/logs/explorer/search_syntax/,
 * https://docs.dynatrace.com/docs/discover-dynatrace/references/dynatrace-query-language,
 * https://docs.newrelic.com/docs/nrql/nrql-syntax-clauses-functions/,
 * https://docs.sentry.io/concepts/search/.
 */
const vendorLexis = {
    datadog: {
        title: "Datadog's metric queries",
        quotes: `"'`,
        raw: '',
        comments: [],
        // A tag's value: service:shop-2, version:1.2.3.
        ident: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/,
        reserved: words('and or not in by'),
        // As .rollup(sum, 60) takes it.
        window: width => String(Math.max(1, Math.round(width / 1000)))
    },
    'datadog-search': {
        title: "Datadog's search",
        quotes: '"',
        raw: '',
        comments: [],
        ident: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/,
        reserved: words('and or not to'),
        string: value => quoted(value, '"', /["\\]/g)
    },
    nrql: {
        title: 'NRQL',
        quotes: `'"\``,
        raw: '`',
        comments: [
            ['--', '\n'],
            ['//', '\n'],
            ['/*', '*/']
        ],
        ident: /^[A-Za-z_][A-Za-z0-9_.:]{0,127}$/,
        reserved: words('and or not in is as from select where facet limit since until timeseries like rlike with by order max null true false compare ago cases'),
        window: width => `${width / 1000} seconds`,
        string: value => quoted(value, "'", /['\\]/g)
    },
    dql: {
        title: 'DQL',
        quotes: '"`',
        raw: '`',
        comments: [
            ['//', '\n'],
            ['/*', '*/']
        ],
        ident: /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
        reserved: words('and or not xor in true false null asc desc by from to timeframe interval fetch filter summarize timeseries limit sort fields lookup join append'),
        window: width => (width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`),
        string: value => quoted(value, '"', /["\\]/g)
    },
    spl: {
        // `*` stands for anything in quotes too, and nothing escapes it, so no text means only itself.
        title: "Splunk's searches",
        quotes: '"',
        raw: '',
        comments: [['```', '```']],
        ident: /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}$/,
        reserved: words('and or not xor by as where in over search'),
        window: width => (width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`)
    },
    // https://docs.honeycomb.io/api/query-specification/: JSON.
    honeycomb: {
        title: "Honeycomb's query specifications",
        quotes: '"',
        raw: '',
        comments: [],
        // A bare word means nothing in JSON.
        ident: /^(?!)/,
        reserved: words(''),
        string: jsonString
    },
    sentry: {
        title: "Sentry's search",
        quotes: '"',
        raw: '',
        comments: [],
        ident: /^[A-Za-z0-9_][A-Za-z0-9_.@+/-]{0,199}$/,
        reserved: words('and or not'),
        // `*` stands for anything, also in quotes.
        string: value => quoted(value, '"', /["\\*]/g)
    }
};
/** A text in quotes, with a backslash before what would mean more than itself. */
function quoted(value, quote, special) {
    return `${quote}${wellFormed(value).replace(special, '\\$&')}${quote}`;
}
function words(list) {
    return new Set(list.split(' '));
}

;// CONCATENATED MODULE: ./.cache/build/config/cloud-lexis.js

/** The query languages of the clouds. */
const cloudLexis = {
    cloudwatch: {
        title: 'metric math',
        // Code points instead of quotes and backslashes: inert in SQL and in a search as well.
        string: plainString,
        quotes: `"'`,
        raw: `'`,
        comments: [],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: cloud_lexis_words('metric search metrics select from where group order by limit schema if fill and or')
    },
    // https://docs.cloud.google.com/logging/docs/view/logging-query-language
    'google-logging': {
        title: 'the Logging query language',
        string: value => `"${wellFormed(value).replace(/["\\]/g, '\\$&')}"`,
        plain: /^[^\p{Cc}]*$/u,
        regex: value => re2(value, false),
        quotes: `"'`,
        raw: '',
        comments: [['--', '\n']],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: cloud_lexis_words('and or not')
    },
    // https://learn.microsoft.com/kusto/query/scalar-data-types/string
    kql: {
        title: 'KQL',
        string: jsonString,
        regex: value => re2(value, false),
        quotes: `"'`,
        raw: '',
        comments: [['//', '\n']],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: cloud_lexis_words('and or not in has contains where summarize extend project join union let by on')
    },
    insights: {
        title: 'Logs Insights',
        // How it reads an escape is not written down anywhere, so nothing that needs one may stand here.
        string: value => `"${value}"`,
        plain: /^[^"'`\\/\p{Cc}\p{Cf}\p{Cs}]*$/u,
        quotes: `"'\``,
        raw: '',
        comments: [['#', '\n']],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: cloud_lexis_words('fields filter stats sort limit parse display dedup pattern diff anomaly unmask source and or not in like as by asc desc')
    }
};
function cloud_lexis_words(list) {
    return new Set(list.split(' '));
}

;// CONCATENATED MODULE: ./.cache/build/config/lexis.js



/** The lexis by which this text is read. */
function lexisOf(language, text) {
    const { json, ...own } = lexis[language];
    return json !== undefined && /^\s*\{(?!\{)/.test(text) ? json : own;
}
const hash = ['#', '\n'];
/** What languages in the manner of Go have in common. */
const go = {
    window: seconds,
    string: goString,
    regex: (value, quote) => re2(value, quote === '`')
};
/**
 * Sources: the lexers of Prometheus (promql/parser/lex.go), Loki (logql/syntax/lex.go), VictoriaLogs
 * (lib/logstorage/parser.go), Lucene (QueryParser.jj, RegExp.java), InfluxQL (influxql/scanner.go), Flux
 * (docs/SPEC.md), SQL (sqlparser's tokenizer, which DataFusion reads with), Graphite
 * (render/grammar.py: no escapes inside quotes) and the JMESPath grammar.
 */
const lexis = {
    ...vendorLexis,
    ...cloudLexis,
    promql: {
        ...go,
        title: 'PromQL',
        quotes: `"'\``,
        raw: '`',
        comments: [hash],
        ident: /^[A-Za-z_][A-Za-z0-9_:]{0,127}$/,
        reserved: lexis_words('and or unless atan2 by without on ignoring group_left group_right offset bool start end step inf nan')
    },
    logql: {
        ...go,
        title: 'LogQL',
        // line_format: `{{.status}}`, `{{ __line__ }}`, `{{ end }}`.
        template: /\.|^\s*(__|end\b|else\b)/,
        quotes: '"`',
        raw: '`',
        comments: [hash],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: lexis_words('and or unless by without on ignoring group_left group_right offset bool json logfmt regexp pattern unpack unwrap line_format label_format decolorize drop keep ip')
    },
    logsql: {
        ...go,
        title: 'LogsQL',
        quotes: `"'\``,
        raw: '`',
        comments: [hash],
        ident: /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
        reserved: lexis_words('and or not in by')
    },
    influxql: {
        title: 'InfluxQL',
        window: seconds,
        string: influxString,
        quotes: `"'`,
        raw: '',
        comments: [
            ['--', '\n'],
            ['/*', '*/']
        ],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: lexis_words('select from where group by order limit offset slimit soffset into fill tz time and or not as in drop delete create show insert')
    },
    flux: {
        title: 'Flux',
        window: seconds,
        string: fluxString,
        quotes: '"',
        raw: '',
        comments: [['//', '\n']],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: lexis_words('and or not empty in import package return option if then else exists test builtin true false')
    },
    sql: {
        title: 'SQL',
        string: sqlString,
        quotes: `"'`,
        raw: `"'`,
        comments: [['--', '\n']],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: lexis_words('select from where group by having order limit offset union intersect except with join on using distinct all as and or not in is null like ilike similar between exists case when then else end cast interval true false time values into over partition')
    },
    graphite: {
        title: 'the language of targets',
        window: seconds,
        quotes: `"'`,
        raw: `"'`,
        comments: [],
        ident: /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/,
        reserved: lexis_words('true false none inf infinity')
    },
    jmespath: {
        title: 'JMESPath',
        // JSON between back-ticks: raw strings differ between implementations in what `\\\\` means.
        string: value => `\`${jsonString(value)}\``,
        quotes: `"'\``,
        raw: '',
        comments: [],
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: lexis_words('let in')
    },
    lucene: {
        title: 'Lucene',
        string: luceneString,
        regex: luceneRegex,
        quotes: '"/',
        raw: '',
        escapes: true,
        comments: [],
        ident: /^[A-Za-z_@][A-Za-z0-9_.@-]{0,127}$/,
        reserved: lexis_words('and or not to by'),
        json: {
            title: 'JSON',
            window: seconds,
            string: luceneString,
            regex: value => luceneString(luceneRegex(value)).slice(1, -1),
            quotes: '"',
            raw: '',
            comments: [],
            // A bare word means nothing in JSON.
            ident: /^(?!)/,
            reserved: lexis_words('')
        }
    }
};
/** `900s`; milliseconds only where seconds would not be whole. */
function seconds(width) {
    return width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`;
}
function lexis_words(list) {
    return new Set(list.split(' '));
}

;// CONCATENATED MODULE: ./.cache/build/config/placeholders.js


/**
 * Reads a query with typed placeholders. The result's only open placeholder is the window.
 *
 *     query       = *( text / placeholder )
 *     placeholder = "{{" *SP ( "window" / kind 1*SP name ) *SP "}}"
 *     kind        = "ident" / "string" / "regex"
 *     name        = ALPHA *( ALPHA / DIGIT / "-" / "_" )
 *
 * `{{window}}`       the window's length as the language writes it: 900s.
 * `{{ident name}}`   outside quotes a bare identifier of the language; inside quotes a word of
 *                    letters, digits and `._/-`.
 * `{{string name}}`  a complete quoted literal; stands outside quotes.
 * `{{regex name}}`   text that a regular expression matches literally; stands inside quotes.
 *
 * A value that does not fit its slot is an error; nothing is ever substituted as it is.
 */
function readQuery(text, language, variables) {
    return readTemplate(text, lexisOf(language, text), variables);
}
/** The same by the lexis of what is no query language: the parts of a request. */
function readTemplate(text, lexis, variables) {
    const parts = [];
    const used = [];
    let usesWindow = false;
    for (const piece of piecesOf(text, lexis)) {
        if (piece.kind === 'text') {
            parts.push({ rendered: piece.text, length: piece.text.length });
            continue;
        }
        const slot = readSlot(piece.body, lexis);
        if ('error' in slot)
            return slot;
        if (slot.ok.kind === 'window') {
            if (lexis.window === undefined)
                return { error: `{{window}} has no meaning in ${lexis.title}. Remove it.` };
            usesWindow = true;
            parts.push({ rendered: null, length: piece.length });
            continue;
        }
        const encoded = encodeSlot(slot.ok, piece.quote, lexis, variables);
        if ('error' in encoded)
            return encoded;
        used.push(slot.ok.name);
        parts.push({ rendered: encoded.ok, length: piece.length });
    }
    const { window } = lexis;
    const rendered = (part, width) => part.rendered ?? window?.(width) ?? '';
    const render = (width) => parts.map(part => rendered(part, width)).join('');
    const origin = (offset, width) => originOf(parts, offset, part => rendered(part, width));
    return { ok: { query: { text, usesWindow, render }, used, origin } };
}
/** A placeholder is one place: whatever it became begins where it begins. */
function originOf(parts, offset, rendered) {
    let written = 0;
    let passed = 0;
    for (const part of parts) {
        const { length } = rendered(part);
        if (offset < passed + length) {
            return length === part.length ? written + offset - passed : written;
        }
        passed += length;
        written += part.length;
    }
    return written;
}
/** Splits at placeholders and notes inside which quote, if any, each of them stands. */
function piecesOf(text, lexis) {
    const pieces = [];
    let quote;
    let start = 0;
    let index = 0;
    while (index < text.length) {
        const end = text.startsWith('{{', index) ? text.indexOf('}}', index) : -1;
        if (end >= 0 && lexis.template?.test(text.slice(index + 2, end)) !== true) {
            pieces.push({ kind: 'text', text: text.slice(start, index) });
            const length = end + 2 - index;
            pieces.push({ kind: 'slot', body: text.slice(index + 2, end).trim(), quote, length });
            index = end + 2;
            start = index;
            continue;
        }
        const step = scan(text, index, quote, lexis);
        quote = step.quote;
        index = step.next;
    }
    pieces.push({ kind: 'text', text: text.slice(start) });
    return pieces;
}
/** One character, escape or comment further; tracks string literals. */
function scan(text, index, quote, lexis) {
    const letter = text.charAt(index);
    const { quotes, raw, comments, escapes } = lexis;
    if (quote === undefined) {
        const comment = comments.find(([open]) => text.startsWith(open, index));
        if (comment !== undefined)
            return { next: endOfComment(text, index, comment), quote };
        if (letter === '\\' && escapes === true)
            return { next: index + 2, quote };
        return { next: index + 1, quote: quotes.includes(letter) ? letter : undefined };
    }
    if (letter === '\\' && !raw.includes(quote))
        return { next: index + 2, quote };
    return { next: index + 1, quote: letter === quote ? undefined : quote };
}
/** A comment that holds a placeholder ends before it, so that the placeholder is still read. */
function endOfComment(text, index, [open, end]) {
    const from = index + open.length;
    const ends = [text.indexOf(end, from), text.indexOf('{{', from)].filter(at => at >= 0);
    return ends.length === 0 ? text.length : Math.min(...ends);
}
function readSlot(body, lexis) {
    if (body === 'window')
        return { ok: { kind: 'window' } };
    const match = /^(ident|string|regex)\s+([A-Za-z][\w-]*)$/.exec(body);
    if (match === null) {
        const hint = (0,nearest/* suggestion */.h)(body.split(/\s/)[0] ?? '', ['window', 'ident', 'string', 'regex']);
        const forms = '{{window}}, {{ident name}}, {{string name}} or {{regex name}}';
        return { error: `{{${body}}} is not a placeholder.${hint} Write ${forms}.` };
    }
    const [, kind, name = ''] = match;
    const { regex, string, title } = lexis;
    if (kind === 'string' && string === undefined) {
        return { error: `{{${body}}}: ${title} have no quoted texts. Use {{ident ${name}}}.` };
    }
    if (kind === 'regex' && regex === undefined) {
        const other = string === undefined ? 'ident' : 'string';
        return { error: `{{${body}}}: ${title}: no regular expressions. Use {{${other} ${name}}}.` };
    }
    return { ok: { kind: kind, name } };
}
function encodeSlot(slot, quote, lexis, variables) {
    const value = variables.get(slot.name);
    const shown = `{{${slot.kind} ${slot.name}}}`;
    if (value === undefined) {
        const known = [...variables.keys()];
        return {
            error: `${shown}: there is no variable "${slot.name}".${(0,nearest/* suggestion */.h)(slot.name, known)} Give it in the input \`variables\`; known are ${known.join(', ')}.`
        };
    }
    if (value === '')
        return { error: `${shown}: the variable is empty in this run. ${whereGiven(slot.name)}` };
    if (value.length > 1000)
        return { error: `${shown}: the value is longer than 1000 characters.` };
    switch (slot.kind) {
        case 'ident':
            return encodeIdent(value, shown, quote, lexis);
        case 'string':
            if (quote === undefined)
                return encodeString(value, shown, lexis);
            return {
                error: `${shown} is a whole literal and stands inside quotes. Remove the quotes around it.`
            };
        case 'regex':
            if (quote !== undefined)
                return literalOf(value, shown, lexis.regex, quote);
            return {
                error: `${shown} must stand inside quotes, for example =~"{{regex ${slot.name}}}.*".`
            };
    }
}
/** Those that are built in have an input of their own. */
function whereGiven(name) {
    const isBuiltIn = ['environment', 'service', 'version', 'sha'].includes(name);
    return isBuiltIn ? `Give the input \`${name}\`.` : 'Give it in the input `variables`.';
}
/** `readSlot` has refused what the language cannot write. */
function literalOf(value, shown, write, quote = '') {
    return write === undefined ? { error: `${shown}: no such text.` } : { ok: write(value, quote) };
}
function encodeString(value, shown, { plain, string, title }) {
    if (plain?.test(value) ?? true)
        return literalOf(value, shown, string);
    return {
        error: `${shown}: the value holds a quote, a slash or a backslash, which a text of ${title} cannot hold safely.`
    };
}
/** Inert inside every kind of quote of every language, but for a regular expression between slashes. */
const quotedWord = /^[A-Za-z0-9._/-]{1,128}$/;
const regexWord = /^[A-Za-z0-9_-]{1,128}$/;
function encodeIdent(value, shown, quote, { ident, reserved, title }) {
    if (quote !== undefined) {
        if ((quote === '/' ? regexWord : quotedWord).test(value))
            return { ok: value };
        return {
            error: `${shown}: the value may hold letters, digits and . _ / - only. Use {{string …}} or {{regex …}} for other text.`
        };
    }
    if (ident.test(value) && !reserved.has(value.toLowerCase()))
        return { ok: value };
    return {
        error: `${shown}: the value is not an identifier of ${title}. Use {{string …}}, or put {{ident …}} in quotes.`
    };
}

;// CONCATENATED MODULE: ./.cache/build/config/request-template.js



/**
 * Reads the path and the body of a request.
 *
 *     template    = *( text / instant / placeholder )
 *     instant     = "{{" *SP ( "start" / "end" ) [ 1*SP ( "s" / "ms" / "ns" / "iso" ) ] *SP "}}"
 *     placeholder = "{{" *SP ( "ident" / "string" ) 1*SP name *SP "}}"
 *
 * `{{start}}`, `{{end}}`  the edges of the window [start, end), in seconds unless told otherwise.
 * `{{ident name}}`        letters, digits and `._-` (in a body `/` as well), which mean nothing anywhere.
 * `{{string name}}`       in a path any text, percent-encoded; in a body a JSON string with its quotes.
 */
function readRequest(file, variables) {
    const path = readPart(file.path, pathLexis, variables);
    if ('error' in path)
        return { part: 'path', error: path.error };
    const body = file.body === undefined ? undefined : readPart(file.body, bodyLexis, variables);
    if (body !== undefined && 'error' in body)
        return { part: 'body', error: body.error };
    const over = (window) => ({
        path: path.ok.render(window),
        ...(0,present/* present */.E)({ body: body?.ok.render(window) })
    });
    const speaksOfWindow = path.ok.hasInstant || body?.ok.hasInstant === true;
    const now = over({ start: 0, end: 0 });
    const { method, headers } = file;
    return {
        ok: {
            request: { method, headers, ...now, ...(speaksOfWindow ? { path: file.path, over } : {}) },
            used: [...path.ok.used, ...(body?.ok.used ?? [])]
        }
    };
}
/** Whether a request asks about a window, not about now. */
function hasInstant(file) {
    return [file.path, file.body ?? ''].some(text => text.search(instant) >= 0);
}
const instant = /\{\{\s*(start|end)(?:\s+(s|ms|ns|iso))?\s*\}\}/;
function readPart(text, lexis, variables) {
    const pieces = [];
    const used = [];
    const [first = '', ...rest] = text.split(new RegExp(instant, 'g'));
    // Between the texts the split leaves the edge and its format.
    const texts = [first, ...rest.filter((_, index) => index % 3 === 2)];
    for (const [index, piece] of texts.entries()) {
        const read = readTemplate(piece, lexis, variables);
        if ('error' in read)
            return read;
        used.push(...read.ok.used);
        pieces.push(() => read.ok.query.render(0));
        const [edge, format] = rest.slice(index * 3, index * 3 + 2);
        if (edge === 'start' || edge === 'end')
            pieces.push(window => stamp(window[edge], format));
    }
    return {
        ok: {
            hasInstant: rest.length > 0,
            used,
            render: window => pieces.map(piece => piece(window)).join('')
        }
    };
}
function stamp(at, format = 's') {
    if (format === 'iso')
        return new Date(at).toISOString();
    if (format === 'ms')
        return String(at);
    return format === 'ns' ? `${at}000000` : String(at / 1000);
}
const plain = { quotes: '', raw: '', comments: [], reserved: new Set() };
const pathLexis = {
    ...plain,
    title: 'A path',
    ident: /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    string: value => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))
};
const bodyLexis = {
    ...plain,
    title: 'A body',
    ident: /^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/,
    string: jsonString
};

;// CONCATENATED MODULE: ./.cache/build/config/questions.js




/**
 * Settles the question of one check: placeholders encoded, the query read by the grammar of its language,
 * the provider asked whether it can ask it. Pure: nothing is sent.
 */
function settleQuestion(file, path, kind, endpoint, provider, { variables, grammars }) {
    const findings = [];
    const used = [];
    const grammar = endpoint.options['check-syntax'] === false ? undefined : grammars.get(provider.language);
    const query = (text, keys) => {
        const at = [...path, ...keys];
        const read = readQuery(text, provider.language, variables);
        if ('error' in read) {
            findings.push(invalidQuery(at, read.error));
            return undefined;
        }
        used.push(...read.ok.used);
        const wrong = windowProblem(kind, provider, read.ok.query);
        if (wrong !== undefined) {
            findings.push(invalidQuery(at, wrong));
            return undefined;
        }
        const fault = grammar && faultOf(grammar, read.ok, kind, file.unit);
        if (fault !== undefined)
            findings.push(invalidQuery(at, fault.message, fault.offset));
        return read.ok.query;
    };
    const request = requestFile => {
        const read = readRequest(requestFile, variables);
        if ('error' in read) {
            findings.push(invalidQuery([...path, kind === 'probe' ? 'probe' : 'request', read.part], read.error));
            return undefined;
        }
        used.push(...read.ok.used);
        return read.ok.request;
    };
    const asked = readAsked(file, kind, query, request);
    if (asked === undefined)
        return { findings, used };
    findings.push(...refusals(asked, path, endpoint, provider));
    return findings.length > 0 ? { findings, used } : { asked, findings, used };
}
function windowProblem(kind, provider, query) {
    if (kind === 'logs')
        return query.usesWindow ? windowInLines : undefined;
    const counts = kind === 'ratio' || kind === 'count';
    return counts && provider.language === 'promql' && !query.usesWindow ? windowMissing : undefined;
}
/** Any window: the length of it changes nothing of the syntax. */
const anyWidth = 60_000;
/** What the grammar of the language has against a query, its offset in the text as it is written. */
function faultOf(grammar, { query, origin }, kind, unit) {
    const as = kind === 'logs' ? 'lines' : kind === 'query' ? 'value' : 'events';
    const usage = { as, usesWindow: query.usesWindow, ...(0,present/* present */.E)({ unit }) };
    const fault = grammar(query.render(anyWidth), usage);
    return fault && { ...fault, offset: origin(fault.offset, anyWidth) };
}
const windowMissing = 'A count needs the window it speaks of. Write increase(…[{{window}}]) around the counter.';
const windowInLines = 'Lines are asked for by their time, so the query of `logs` holds no `{{window}}`. Remove it.';
function readAsked(file, kind, query, request) {
    switch (kind) {
        case 'ratio':
            return readRatio(file, query);
        case 'query':
            return readValue(file, query, request);
        case 'count':
            return readCount(file, query);
        case 'probe':
            return file.probe && readProbe(file.probe, request);
        case 'firing':
            return file.firing && { kind, firing: file.firing };
        case 'logs':
            return readLogs(file, query);
    }
}
function readRatio(file, query) {
    const main = readPair(file.ratio, 'ratio', query);
    const other = typeof file.control === 'object' ? file.control : undefined;
    const control = readPair(other, 'control', query);
    return (main && { kind: 'ratio', ...main, minTotal: file['min-total'] ?? 1, ...(0,present/* present */.E)({ control }) });
}
function readPair(pair, key, query) {
    if (pair === undefined)
        return undefined;
    const bad = query(pair.bad, [key, 'bad']);
    const total = query(pair.total, [key, 'total']);
    return bad && total && { bad, total };
}
function readValue(file, query, readRequestOf) {
    const main = query(file.query ?? '', ['query']);
    const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined;
    const control = other && { query: other };
    const request = file.request && readRequestOf(file.request);
    // A request that could not be read is told already.
    if (file.request !== undefined && request === undefined)
        return undefined;
    return main && { kind: 'query', query: main, ...(0,present/* present */.E)({ control, request }) };
}
function readCount(file, query) {
    const count = query(file.count ?? '', ['count']);
    const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined;
    const control = other && { count: other };
    return count && { kind: 'count', count, ...(0,present/* present */.E)({ control }) };
}
/** How many lines one question brings where the check does not say: a fair page of every log store. */
const usualLines = 5000;
function readLogs(file, query) {
    const logs = query(file.logs ?? '', ['logs']);
    const { max = 0, 'min-count': minCount = 3 } = file['new-signatures'] ?? {};
    return (logs && {
        kind: 'logs',
        logs,
        newSignatures: { max, minCount },
        accepted: file.accepted ?? [],
        deployNoise: file['deploy-noise'] ?? 0,
        maxLines: file['max-lines'] ?? usualLines
    });
}
/** A probe is of now: its request has no window. */
function readProbe(file, readRequestOf) {
    const { 'expect-status': status, 'expect-body': expectBody, ...own } = file;
    const request = readRequestOf(own);
    const expectStatus = typeof status === 'number' ? [status] : status;
    return (request && { kind: 'probe', probe: { ...request, expectStatus, ...(0,present/* present */.E)({ expectBody }) } });
}
function refusals(asked, path, endpoint, provider) {
    const connection = provider.connect(endpoint);
    const lines = asked.kind === 'logs' ? [{ keys: ['logs'], ask: () => connection.lines?.(asked.logs) }] : [];
    const questions = questionsOf(asked).map(({ keys, question }) => ({
        keys,
        ask: () => connection.source(question)
    }));
    return [...questions, ...lines].flatMap(({ keys, ask }) => {
        try {
            ask();
            return [];
        }
        catch (error) {
            const sentence = error instanceof Error ? error.message : String(error);
            return [invalidQuery([...path, ...keys], sentence)];
        }
    });
}
function questionsOf(asked) {
    switch (asked.kind) {
        case 'ratio':
            return [
                ...pairOf('ratio', asked),
                ...(asked.control === undefined ? [] : pairOf('control', asked.control))
            ];
        case 'count':
            return [
                events(['count'], asked.count),
                ...(asked.control === undefined ? [] : [events(['control'], asked.control.count)])
            ];
        case 'query':
            return [
                value(['query'], asked.query, asked.request),
                ...(asked.control === undefined
                    ? []
                    : [value(['control'], asked.control.query, asked.request)])
            ];
        case 'probe':
            return [{ keys: ['probe'], question: { kind: 'probe', probe: asked.probe } }];
        case 'firing':
            return [{ keys: ['firing'], question: { kind: 'firing', labels: asked.firing } }];
        case 'logs':
            return [];
    }
}
function pairOf(key, pair) {
    return [events([key, 'bad'], pair.bad), events([key, 'total'], pair.total)];
}
function events(keys, query) {
    return { keys, question: { kind: 'events', query } };
}
function value(keys, query, request) {
    return { keys, question: { kind: 'value', query, ...(0,present/* present */.E)({ request }) } };
}

;// CONCATENATED MODULE: ./.cache/build/config/rules.js



/** What a check measures. */
function scaleOf(file, kind) {
    if (kind === 'ratio')
        return { unit: 'fraction', factor: 1 };
    if (kind === 'query')
        return queryUnits.get(file.unit ?? 'none') ?? rules_plain;
    return kind === 'probe' ? rules_plain : { unit: 'count', factor: 1 };
}
const rules_plain = { unit: 'none', factor: 1 };
/** Settles `max`, `min` and `compare`. A probe and a firing check need none: their answer is yes or no. */
function rulesOf(file, path, kind, scale) {
    if (kind === 'probe' || kind === 'firing')
        return { rules: {}, findings: [] };
    if (kind === 'logs')
        return logsRules(file, path);
    const findings = [];
    const max = settleLimit(file.max, scale, [...path, 'max'], findings);
    const min = settleLimit(file.min, scale, [...path, 'min'], findings);
    const compare = file.compare && {
        worse: file.compare.worse,
        tolerance: file.compare.tolerance ?? defaultTolerance(kind, scale)
    };
    return {
        rules: (0,present/* present */.E)({ max, min, compare }),
        findings: [...findings, ...ruleFindings(file, path, kind, { max, min })]
    };
}
/** A known signature that comes three times as often is worth a person's look; less is a matter of traffic. */
const rateTolerance = 2;
/** New signatures and jumps of known ones are always judged; only how much is a jump can be said. */
function logsRules(file, path) {
    const { compare } = file;
    const message = 'Signatures that come more seldom are no failure. Remove `worse`.';
    const findings = compare === undefined || compare.worse === 'higher'
        ? []
        : [finding([...path, 'compare', 'worse'], message)];
    const tolerance = compare?.tolerance ?? rateTolerance;
    return { rules: { compare: { worse: 'higher', tolerance } }, findings };
}
function settleLimit(limit, scale, path, findings) {
    if (limit === undefined)
        return undefined;
    const settled = limitIn(scale, limit);
    if ('ok' in settled)
        return settled.ok;
    findings.push(finding(path, settled.error));
    return undefined;
}
/** Counted events are told from noise only at half as many again; latencies are steadier than other values. */
function defaultTolerance(kind, scale) {
    if (kind !== 'query')
        return 0.5;
    return scale.unit === 'seconds' ? 0.2 : 0.25;
}
function ruleFindings(file, path, kind, { max, min }) {
    const findings = [];
    if (file.max === undefined && file.min === undefined && file.compare === undefined) {
        findings.push(finding(path, 'The check has no rule. Add `max`, `min` or `compare`.'));
    }
    if (kind === 'count' && file.min !== undefined) {
        const message = 'A count starts at 0 and grows through the bake, so `min` would break at once. Use `compare: {worse: lower}`.';
        findings.push(finding([...path, 'min'], message));
    }
    if (max !== undefined && min !== undefined && min > max) {
        findings.push(finding([...path, 'min'], '`min` is above `max`. Swap them.'));
    }
    if (file.critical && file['fail-after'] !== undefined && file['fail-after'] !== 1) {
        const message = 'A critical check fails at the first breach. Remove `fail-after` or `critical`.';
        findings.push(finding([...path, 'fail-after'], message));
    }
    return findings;
}

;// CONCATENATED MODULE: ./.cache/build/config/checks.js







/** Settles one check whose structure is already valid. */
function settleCheck(file, path, around) {
    const kind = kindOf(file);
    if (kind === undefined)
        return { findings: [finding(path, kindMessage(file))], used: [] };
    const scale = scaleOf(file, kind);
    const { rules, findings } = rulesOf(file, path, kind, scale);
    const backend = backendOf(file, path, kind, around);
    const question = askBackend(file, path, kind, backend, around.reader);
    const all = [
        ...findings,
        ...backend.findings,
        ...keyFindings(file, path, kind),
        ...requestFindings(file, path, kind, backend.provider),
        ...controlFindings(file, path, kind, around.baseline),
        ...question.findings
    ];
    if (all.length > 0 || question.asked === undefined)
        return { findings: all, used: question.used };
    const check = {
        name: file.name,
        endpoint: file.endpoint,
        ...rules,
        ...policyOf(file, around),
        ...question.asked,
        ...(scale.factor === 1 ? {} : { scale: scale.factor }),
        unit: scale.unit
    };
    return { check, findings: [], used: question.used };
}
function kindOf(file) {
    const said = checkKinds.filter(kind => file[kind] !== undefined);
    return said.length === 1 ? said[0] : undefined;
}
function kindMessage(file) {
    const said = checkKinds.filter(kind => file[kind] !== undefined);
    if (said.length === 0)
        return `The check asks nothing. Add one of ${checkKinds.join(', ')}.`;
    return `The check asks several questions (${said.join(', ')}). Make one check of each.`;
}
function backendOf(file, path, kind, around) {
    const { endpoint: name } = file;
    const known = around.endpointNames;
    if (!known.includes(name)) {
        const hint = (0,nearest/* suggestion */.h)(name, known) || ` Known are: ${known.join(', ') || 'none'}.`;
        return { findings: [finding([...path, 'endpoint'], `There is no endpoint "${name}".${hint}`)] };
    }
    const endpoint = around.endpoints.get(name);
    const provider = around.providers.find(one => one.name === endpoint?.provider);
    if (endpoint === undefined || provider === undefined)
        return { findings: [] };
    if (provider.kinds.includes(kind))
        return { endpoint, provider, findings: [] };
    const message = `The provider ${provider.name} cannot answer \`${kind}\`; it answers ${provider.kinds.join(', ')}.`;
    return { endpoint, provider, findings: [keyFinding([...path, kind], message)] };
}
function askBackend(file, path, kind, backend, reader) {
    const { endpoint, provider, findings } = backend;
    if (endpoint === undefined || provider === undefined || findings.length > 0) {
        return { findings: [], used: [] };
    }
    return settleQuestion(file, path, kind, endpoint, provider, reader);
}
const countingKinds = ['ratio', 'query', 'count'];
const comparingKinds = [...countingKinds, 'logs'];
/** Keys that say nothing for a kind are refused: nothing that a user writes is ignored. */
const keyKinds = {
    control: countingKinds,
    request: ['query'],
    max: countingKinds,
    min: countingKinds,
    compare: comparingKinds,
    'min-total': ['ratio'],
    unit: ['query'],
    silence: comparingKinds,
    baseline: comparingKinds,
    reduce: countingKinds,
    'new-signatures': ['logs'],
    accepted: ['logs'],
    'deploy-noise': ['logs'],
    'max-lines': ['logs']
};
function keyFindings(file, path, kind) {
    return Object.entries(keyKinds).flatMap(([key, allowed]) => {
        if (file[key] === undefined || allowed.includes(kind))
            return [];
        return [keyFinding([...path, key], misplaced(key, kind, allowed))];
    });
}
function misplaced(key, kind, allowed) {
    if (key === 'compare') {
        return `A \`${kind}\` check knows only the present, so there is nothing to compare with. Remove \`compare\`.`;
    }
    const goesWith = allowed.map(one => `\`${one}\``).join(', ');
    return `\`${key}\` has no meaning for a \`${kind}\` check; it goes with ${goesWith}. Remove it.`;
}
/** A query into JSON needs the request that brings the JSON; other queries are their own request. */
function requestFindings(file, path, kind, provider) {
    if (kind !== 'query' || provider === undefined)
        return [];
    const searchesJson = provider.language === 'jmespath';
    if (file.request === undefined) {
        const message = `A query on ${provider.name} needs \`request: {path: /…}\` beside it.`;
        return searchesJson ? [finding(path, message)] : [];
    }
    if (!searchesJson) {
        const message = `\`request\` has no meaning for the provider ${provider.name}. Remove it.`;
        return [keyFinding([...path, 'request'], message)];
    }
    if (file.compare === undefined || hasInstant(file.request))
        return [];
    const message = 'A `request` that does not speak of {{start}} and {{end}} knows only the present. Use `max` or `min`.';
    return [keyFinding([...path, 'compare'], message)];
}
function controlFindings(file, path, kind, baseline) {
    const wanted = baseline.kind === 'control';
    if (file.control === undefined) {
        const message = 'The baseline is a control group, so `compare` needs `control:` beside the query.';
        const compares = file.compare !== undefined && kind !== 'logs';
        return wanted && compares ? [finding(path, message)] : [];
    }
    if (!wanted)
        return [keyFinding([...path, 'control'], '`control` needs `baseline: {kind: control}`.')];
    const isPair = typeof file.control !== 'string';
    if (isPair === (kind === 'ratio'))
        return [];
    const form = isPair ? '`control:` with one query' : '`control: {bad: …, total: …}`';
    return [finding([...path, 'control'], `A \`${kind}\` check needs ${form}.`)];
}
function policyOf(file, around) {
    const silence = file.control === undefined ? 'inconclusive' : 'fail';
    return {
        required: file.required,
        critical: file.critical,
        noData: file['no-data'] ?? around.noData,
        silence: file.silence ?? around.silence ?? silence,
        failAfter: file['fail-after'] ?? (file.critical ? 1 : around.failAfter),
        minCoverage: file['min-coverage'] ?? around.minCoverage,
        baseline: around.baseline,
        ...(0,present/* present */.E)({ reduce: file.reduce })
    };
}

// EXTERNAL MODULE: ./.cache/build/io/address.js
var address = __webpack_require__(9656);
;// CONCATENATED MODULE: ./.cache/build/config/endpoint-schema.js


/** One entry of `endpoints`: the common keys and those of its provider. */
function endpointSchema(providers) {
    const keys = endpointKeys();
    const [first, ...rest] = providers.map(provider => schemas/* strictObject */.rej({
        provider: schemas/* literal */.euz(provider.name).register(editors, { description: provider.summary }),
        ...keys,
        ...(provider.address === undefined ? { url: url() } : {}),
        ...provider.options.shape
    })
        .register(editors, { title: provider.name }));
    if (first === undefined)
        throw new Error('The registry of providers is empty.');
    return schemas/* discriminatedUnion */.gMt('provider', [first, ...rest]);
}
function endpointKeys() {
    return {
        url: url().optional(),
        headers: headers().prefault({}).register(editors, { description: 'Sent with every request.' }),
        'bearer-token': token()
            .optional()
            .register(editors, {
            description: 'Sent as `Authorization: Bearer …`.',
            examples: ['${PROMETHEUS_TOKEN}']
        }),
        username: credential()
            .optional()
            .register(editors, { description: 'For basic authentication.' }),
        password: credential()
            .optional()
            .register(editors, { description: 'For basic authentication.' }),
        'ca-file': line(1000)
            .optional()
            .register(editors, { description: 'File with the certificates of your own authority, PEM.' }),
        'client-cert': line(1000)
            .optional()
            .register(editors, { description: 'File with the client certificate, PEM.' }),
        'client-key': line(1000)
            .optional()
            .register(editors, { description: 'File with its private key, PEM.' }),
        timeout: duration()
            .prefault('15s')
            .register(editors, { description: 'Deadline of one request, all attempts included.' }),
        delay: duration({ zero: true }).optional().register(editors, {
            description: 'Ingestion delay: data younger than this is not whole yet. Default: see the provider.'
        }),
        'max-answer': size(1, 256).optional().register(editors, {
            description: 'A longer answer, decoded, is refused: `1MiB` to `256MiB`. Default `32MiB`, and 96 MiB for the lines of VictoriaLogs.'
        }),
        'allow-http': schemas/* boolean */.zMY()
            .prefault(false)
            .register(editors, { description: 'Permit plain http to an address that is not loopback.' })
    };
}
function url() {
    return schemas/* string */.YjP()
        .min(1, 'It is empty.')
        .max(2000)
        .register(editors, {
        description: 'Base address of the backend.',
        examples: ['https://prometheus.example.com']
    });
}
/** A secret that was stored with a newline at its end is the common mistake. */
function token() {
    const error = 'It is empty or holds white space. Look for a newline at its end.';
    return schemas/* string */.YjP().regex(/^[\x21-\x7e]+$/, error);
}
function credential() {
    const error = 'It is empty or holds control characters. Look for a newline at its end.';
    return schemas/* string */.YjP().regex(/^[^\p{Cc}]+$/u, error);
}

;// CONCATENATED MODULE: ./.cache/build/config/identity.js


/** Stands where no endpoint will be asked. */
const unknown = 'not-set-here';
/** GitHub drops outputs that hold a masked value, and a short mask wrecks the log. */
const shortestSecret = 8;
/** The credentials of the job's cloud, as the action that logs in there exports them. */
function identify(identity, path, around) {
    switch (identity.cloud) {
        case 'aws':
            return identifyAws(identity, path, around);
        case 'google':
            return identifyGoogle(path, around);
        case 'azure':
            return identifyAzure(identity, path, around);
    }
}
/** As aws-actions/configure-aws-credentials exports them; keys of the endpoint win, all of them together. */
function identifyAws(identity, path, { env, asks }) {
    const { options, service } = identity;
    const own = textOf(options, 'access-key-id') !== undefined;
    const take = (key, name) => {
        const value = own ? textOf(options, key) : identity_valueOf(env, name);
        const source = own ? `\`${key}\`` : name;
        return { source, ...(0,present/* present */.E)({ value: asks ? value : (value ?? unknown) }) };
    };
    const id = take('access-key-id', 'AWS_ACCESS_KEY_ID');
    const secret = take('secret-access-key', 'AWS_SECRET_ACCESS_KEY');
    const token = own ? textOf(options, 'session-token') : identity_valueOf(env, 'AWS_SESSION_TOKEN');
    const region = regionOf(options, env) ?? (asks ? undefined : unknown);
    const orphan = !own && ['secret-access-key', 'session-token'].some(key => key in options);
    const findings = [
        ...(orphan
            ? [finding(path, '`secret-access-key` and `session-token` need `access-key-id` beside them.')]
            : [id, secret].flatMap(one => credentialFinding(one, own, path))),
        ...(region === undefined ? [regionMissing(path)] : [])
    ];
    const secrets = [id.value, secret.value, token]
        .filter(value => value !== undefined)
        .filter(value => value !== unknown && value.length >= shortestSecret);
    if (findings.length > 0)
        return { findings, secrets, ...(0,present/* present */.E)({ region }) };
    const auth = {
        kind: 'aws',
        keys: {
            accessKeyId: id.value ?? unknown,
            secretAccessKey: secret.value ?? unknown,
            ...(0,present/* present */.E)({ sessionToken: token })
        },
        region: region ?? unknown,
        service
    };
    return { auth, region: auth.region, findings: [], secrets };
}
/** As google-github-actions/auth exports it. */
function identifyGoogle(path, { env, asks }) {
    const file = identity_valueOf(env, 'GOOGLE_APPLICATION_CREDENTIALS') ?? (asks ? undefined : unknown);
    if (file !== undefined)
        return { auth: { kind: 'google', file }, findings: [], secrets: [] };
    const message = 'There are no Google credentials: GOOGLE_APPLICATION_CREDENTIALS is not set. Let google-github-actions/auth run before this step, or give `bearer-token`.';
    return { findings: [{ code: 'missing-secret', path, message }], secrets: [] };
}
const entra = 'https://login.microsoftonline.com';
/** An application of Entra ID: a secret proves it, or else the token that GitHub gives the job. */
function identifyAzure({ options }, path, around) {
    const { env, asks } = around;
    const take = (key, name) => textOf(options, key) ?? identity_valueOf(env, name) ?? (asks ? undefined : unknown);
    const tenant = take('tenant-id', 'AZURE_TENANT_ID');
    const client = take('client-id', 'AZURE_CLIENT_ID');
    if (tenant === undefined || client === undefined) {
        return missingAzure(path, 'There are no Azure credentials. Give `tenant-id` and `client-id` of an application that trusts this repository (or AZURE_TENANT_ID and AZURE_CLIENT_ID), or `bearer-token`.');
    }
    const proof = azureProof(options, around);
    if (proof === undefined) {
        return missingAzure(path, 'The job may not ask for its own token. Add `id-token: write` to its `permissions`, or give `client-secret` or `bearer-token`.');
    }
    const authority = (identity_valueOf(env, 'AZURE_AUTHORITY_HOST') ?? entra).replace(/\/+$/, '');
    const secrets = [proof.secret, proof.idToken?.request]
        .filter(value => value !== undefined)
        .filter(value => value !== unknown && value.length >= shortestSecret);
    return { auth: { kind: 'azure', authority, tenant, client, ...proof }, findings: [], secrets };
}
function missingAzure(path, message) {
    return { findings: [{ code: 'missing-secret', path, message }], secrets: [] };
}
function azureProof(options, { env, asks }) {
    const secret = textOf(options, 'client-secret') ?? identity_valueOf(env, 'AZURE_CLIENT_SECRET');
    if (secret !== undefined)
        return { secret };
    const url = identity_valueOf(env, 'ACTIONS_ID_TOKEN_REQUEST_URL') ?? (asks ? undefined : unknown);
    const request = identity_valueOf(env, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN') ?? (asks ? undefined : unknown);
    return url === undefined || request === undefined ? undefined : { idToken: { url, request } };
}
function credentialFinding({ source, value }, own, path) {
    if (value === undefined) {
        const message = own
            ? `AWS keys come together: ${source} is missing beside \`access-key-id\`.`
            : `There are no AWS credentials: the environment variable ${source} is not set. Let aws-actions/configure-aws-credentials run before this step, or give \`access-key-id\` and \`secret-access-key\`.`;
        return [{ code: own ? 'invalid-config' : 'missing-secret', path, message }];
    }
    if (value.length < shortestSecret || /[^\x21-\x7e]/.test(value)) {
        const message = `${source} is no AWS credential: it is too short, or holds white space.`;
        return [finding(path, message)];
    }
    return [];
}
function regionMissing(path) {
    const message = 'The AWS region is not known: AWS_REGION is not set. Give `region`, or let aws-actions/configure-aws-credentials run before this step.';
    return { code: 'missing-secret', path, message };
}
function regionOf(options, env) {
    return (textOf(options, 'region') ?? identity_valueOf(env, 'AWS_REGION') ?? identity_valueOf(env, 'AWS_DEFAULT_REGION'));
}
function textOf(options, key) {
    const value = options[key];
    return typeof value === 'string' ? value : undefined;
}
function identity_valueOf(env, name) {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    return value === '' ? undefined : value;
}

;// CONCATENATED MODULE: ./.cache/build/config/endpoints.js





/** Settles one endpoint whose structure is already valid; `raw` is the same before it was parsed. */
function settleEndpoint(name, file, raw, provider, path, around) {
    const auth = authOf(file);
    const options = provider.options.safeParse(ownKeys(raw, provider));
    const cloud = cloudOf(file, provider, options.data ?? {}, path, around);
    const url = addressOf(file, provider, { ...options.data, ...(0,present/* present */.E)({ region: cloud.region }) });
    const findings = [
        ...urlFindings(url, file, cloud, path),
        ...('error' in auth ? [finding(path, auth.error)] : []),
        ...certificateFindings(file, path),
        ...optionFindings(options.error, path),
        ...cloud.findings
    ];
    if ('error' in url || 'error' in auth || findings.length > 0) {
        return { findings, secrets: cloud.secrets };
    }
    const endpoint = {
        name,
        provider: provider.name,
        url: url.ok,
        headers: file.headers,
        timeout: file.timeout,
        delay: file.delay ?? provider.delay,
        options: options.data ?? {},
        ...(0,present/* present */.E)({
            auth: auth.ok ?? cloud.auth,
            caFile: file['ca-file'],
            clientCert: file['client-cert'],
            clientKey: file['client-key'],
            maxAnswer: file['max-answer'],
            allowHttp: file['allow-http'] ? true : undefined
        })
    };
    return { endpoint, findings, secrets: [...basicForm(auth.ok), ...cloud.secrets] };
}
function addressOf(file, provider, options) {
    const text = file.url ?? provider.address?.(options);
    if (text !== undefined)
        return parseUrl(text, file['allow-http']);
    return { error: 'It is missing, and nothing else here says where the backend is. Write it.' };
}
/** Where the region is missing, that says it. */
function urlFindings(url, file, cloud, path) {
    const isUnlocated = file.url === undefined && cloud.findings.length > 0;
    return 'error' in url && !isUnlocated ? [finding([...path, 'url'], url.error)] : [];
}
/**
 * The base address, normalised: https, or http where that is allowed; no userinfo, query or fragment, no
 * link-local or metadata host, no trailing slash. Messages never quote it, since it may hold a secret.
 */
function parseUrl(text, allowHttp) {
    const url = URL.parse(text);
    if (url === null)
        return { error: 'It is not an address. Write it as https://host/path.' };
    const error = schemeError(url, allowHttp) ?? partsError(url, text);
    if (error !== undefined)
        return { error };
    return { ok: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}
function schemeError(url, allowHttp) {
    if (url.protocol === 'https:')
        return undefined;
    if (url.protocol !== 'http:') {
        return `Addresses of the kind ${url.protocol.slice(0, 20)} are not supported. Write an https:// address.`;
    }
    if (allowHttp || (0,address/* isLoopback */.U9)(url.hostname))
        return undefined;
    return 'Plain http sends credentials in clear. Write https://, or set `allow-http: true`.';
}
function partsError(url, text) {
    if (url.username !== '' || url.password !== '') {
        return 'The address holds a user name or password. Use `username` and `password`.';
    }
    if ((0,address/* refusalOf */.Of)(url.hostname) !== undefined) {
        return 'Link-local and metadata addresses are never asked. Write the address of the backend itself.';
    }
    if (/[?#]/.test(text))
        return 'The address has a query string or fragment. Remove it.';
    return undefined;
}
function authOf(file) {
    const { username, password, 'bearer-token': token } = file;
    if (waysOf(file).length > 1) {
        return {
            error: 'Two ways to authenticate. Keep one of `bearer-token`, `username` with `password`, and the header Authorization.'
        };
    }
    if (token !== undefined)
        return { ok: { kind: 'bearer', token } };
    if (username === undefined && password === undefined)
        return { ok: undefined };
    if (username === undefined)
        return { error: '`password` needs `username` beside it.' };
    if (password === undefined)
        return { error: '`username` needs `password` beside it.' };
    if (username.includes(':'))
        return { error: '`username` cannot hold a colon.' };
    return { ok: { kind: 'basic', username, password } };
}
function hasOwnWay(file) {
    return waysOf(file).length > 0;
}
function waysOf({ username, password, headers, 'bearer-token': token }) {
    return [
        token !== undefined,
        username !== undefined || password !== undefined,
        Object.keys(headers).some(name => name.toLowerCase() === 'authorization')
    ].filter(Boolean);
}
/** The cloud's own credentials, where the endpoint gives no others. */
function cloudOf(file, provider, options, path, around) {
    const identity = provider.identity?.(options);
    if (identity === undefined)
        return { findings: [], secrets: [] };
    if (!hasOwnWay(file))
        return identify(identity, path, around);
    const message = 'Two ways to authenticate: the cloud signs, or you give a token. Keep one.';
    return { findings: identity.explicit ? [finding(path, message)] : [], secrets: [] };
}
function certificateFindings(file, path) {
    const both = (file['client-cert'] === undefined) === (file['client-key'] === undefined);
    return both ? [] : [finding(path, '`client-cert` and `client-key` need each other.')];
}
/** What the provider's own rules refuse beyond the structure of single keys. */
function optionFindings(error, path) {
    return (error?.issues ?? []).map(issue => finding([...path, ...pathOf(issue)], issue.message));
}
function ownKeys(raw, provider) {
    const shared = new Set(['provider', ...Object.keys(endpointKeys())]);
    const own = new Set(Object.keys(provider.options.shape));
    return Object.fromEntries(Object.entries(raw).filter(([key]) => own.has(key) && !shared.has(key)));
}
/** How basic authentication stands in a header. */
function basicForm(auth) {
    if (auth?.kind !== 'basic')
        return [];
    return [Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')];
}

;// CONCATENATED MODULE: ./.cache/build/config/maps.js
/** A YAML map as it was read; anything else counts as an empty one. */
function mapOf(value) {
    return isMap(value) ? value : {};
}
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./.cache/build/config/salvage.js


/**
 * Reads a map without its broken keys, so that one mistake in it does not hide the others. The broken keys
 * are reported elsewhere. `standIns` take the place of required keys that nothing else depends on.
 */
function salvage(schema, value, standIns = {}) {
    const first = schema.safeParse(value);
    if (first.success)
        return { data: first.data, broken: new Set() };
    const broken = new Set(first.error.issues.flatMap(brokenKeys));
    const sound = Object.entries(mapOf(value)).filter(([key]) => !broken.has(key));
    const second = schema.safeParse({ ...standIns, ...Object.fromEntries(sound) });
    return second.success ? { data: second.data, broken } : undefined;
}
function brokenKeys(issue) {
    const [key] = pathOf(issue);
    if (key !== undefined)
        return [String(key)];
    return issue.code === 'unrecognized_keys' ? issue.keys : [];
}

;// CONCATENATED MODULE: ./.cache/build/config/schema.js





/**
 * The configuration file: validator, type and JSON Schema in one. Built when it is needed, since it costs
 * milliseconds and depends on the registry of providers.
 */
function configSchema(providers) {
    return schemas/* strictObject */.rej({
        version: schemas/* literal */.euz(1).register(editors, { description: 'Version of this format.' }),
        bake: bakeSchema()
            .prefault({})
            .register(editors, { description: 'How long and how often the deploy is watched.' }),
        baseline: baselineSchema()
            .prefault({})
            .register(editors, { description: 'What checks with `compare` are compared with.' }),
        endpoints: schemas/* record */.g1P(endpointName(), endpointSchema(providers)).register(editors, {
            description: 'The metric and log backends, by a name of your choice.'
        }),
        checks: schemas/* array */.YOg(checkSchema())
            .min(1, 'A gate without a check decides nothing. Add one.')
            .register(editors, { description: 'The questions asked, each with its rule.' }),
        'no-data': noData().prefault('inconclusive'),
        silence: silence().optional(),
        'fail-after': failAfter().prefault(2),
        'min-coverage': minCoverage().prefault('80%'),
        'false-alarm-rate': fraction(0.5).prefault('1%').register(editors, {
            description: 'Chance that a healthy deploy fails, of the whole gate, for everything that compares.'
        }),
        'on-inconclusive': schemas/* enum */.k5n(['fail', 'pass', 'rollback']).prefault('fail').register(editors, {
            description: 'What an inconclusive verdict does to the job. The input of this name wins.'
        }),
        rollback: rollbackSchema().optional().register(editors, {
            description: 'How to go back. Without this section nothing is ever rolled back.'
        }),
        report: reportSchema()
            .prefault({})
            .register(editors, { description: 'What the report shows.' })
    })
        .register(editors, {
        title: 'Bakegate configuration',
        description: 'The file .github/bakegate.yml.'
    });
}
function bakeSchema() {
    return schemas/* strictObject */.rej({
        settle: duration({ zero: true })
            .prefault('1m')
            .register(editors, { description: 'Time after the deploy that is not judged.' }),
        duration: duration().prefault('15m').register(editors, { description: 'Time that is judged.' }),
        interval: duration({ atLeast: 1000 })
            .prefault('30s')
            .register(editors, { description: 'Time between two evaluations.' }),
        extend: duration({ zero: true }).prefault('0s').register(editors, {
            description: 'How much longer the bake may run while evidence is too thin to decide.'
        }),
        'early-stop': schemas/* boolean */.zMY()
            .prefault(true)
            .register(editors, { description: 'End the bake as soon as a failure is certain.' }),
        'early-pass': schemas/* boolean */.zMY()
            .prefault(false)
            .register(editors, { description: 'End the bake as soon as a pass is certain.' })
    });
}
function endpointName() {
    return schemas/* string */.YjP().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
        error: 'A name consists of letters, digits, dots, hyphens and underscores, at most 63.'
    });
}
function rollbackSchema() {
    return schemas/* strictObject */.rej({
        workflow: workflowFile()
            .optional()
            .register(editors, {
            description: 'File name of the workflow to dispatch. The input `rollback-workflow` wins.',
            examples: ['rollback.yml']
        }),
        repository: schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 'owner/name is expected.')
            .optional()
            .register(editors, {
            description: 'Repository that the workflow stands in, where that is not the one deployed. Needs `rollback-token`.',
            examples: ['acme/operations']
        }),
        ref: line().optional().register(editors, {
            description: 'Branch the workflow is dispatched on. Default: the default branch.'
        }),
        input: schemas/* string */.YjP()
            .regex(/^[A-Za-z_][\w-]{0,99}$/, 'The name of a workflow input is expected.')
            .prefault('tag')
            .register(editors, { description: 'Name of the workflow input that receives the target.' }),
        'tag-pattern': tagPattern()
            .prefault('v*')
            .register(editors, { description: 'Which tags are releases, as a glob.' }),
        timeout: duration().prefault('30m').register(editors, {
            description: 'How long the dispatched run may take once it has started.'
        }),
        'start-timeout': duration()
            .prefault('5m')
            .register(editors, { description: 'How long the dispatched run may take to start.' }),
        verify: verifySchema()
            .prefault({})
            .register(editors, { description: 'How recovery is judged.' }),
        ...refusalKeys(),
        issue: schemas/* boolean */.zMY()
            .prefault(false)
            .register(editors, { description: 'Open an incident report as an issue.' })
    });
}
function verifySchema() {
    return schemas/* strictObject */.rej({
        settle: duration({ zero: true })
            .prefault('1m')
            .register(editors, { description: 'Time after the rollback that is not judged.' }),
        duration: duration()
            .prefault('10m')
            .register(editors, { description: 'Time after it in which recovery is judged.' })
    });
}
/** Our globs know `*` and `?` only: a class or a brace would match nothing, in silence. */
function tagPattern() {
    return schemas/* string */.YjP().regex(/^[A-Za-z0-9._/@+*?-]{1,255}$/, {
        error: 'A glob is expected, of the characters of a tag with * and ?. There are no classes or braces.'
    });
}
function pathGlob() {
    return schemas/* string */.YjP().regex(/^(?!!)[^\p{Cc}{}[\]\\]{1,500}$/u, {
        error: 'A glob with *, ** and ? is expected. There are no classes, braces or negations: write one glob each.'
    });
}
/** Ends in a version, as `rollback/version.ts` reads it. */
function minVersion() {
    return schemas/* string */.YjP()
        .regex(/(?:^|[@/_-])v?\d{1,15}(?:\.\d{1,15}){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/, {
        error: 'A version such as v1.2.0 is expected.'
    });
}
/** What keeps a rollback from happening. */
function refusalKeys() {
    return {
        'min-version': minVersion()
            .optional()
            .register(editors, {
            description: 'Never roll back below this release.',
            examples: ['v1.2.0']
        }),
        'refuse-if-changed': schemas/* array */.YOg(pathGlob())
            .prefault([])
            .register(editors, {
            description: 'Globs of files that cannot be undone. A diff that touches one is not rolled back.',
            examples: [['db/migrations/**']]
        }),
        'accept-sha': schemas/* boolean */.zMY().prefault(false).register(editors, {
            description: 'Send the commit where a target has no tag, instead of refusing it.'
        }),
        'max-per-hour': whole(1).prefault(1).register(editors, {
            description: 'How many rollbacks of this environment an hour may see.'
        }),
        'logs-may-rollback': schemas/* enum */.k5n(['counts', 'never', 'always'])
            .prefault('counts')
            .register(editors, {
            description: 'Whether evidence from logs alone may start a rollback.'
        })
    };
}
function workflowFile() {
    return schemas/* string */.YjP().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/, {
        error: 'The name of a file in .github/workflows is expected, without its folder: rollback.yml.'
    });
}
function reportSchema() {
    return schemas/* strictObject */.rej({
        excerpts: schemas/* enum */.k5n(['auto', 'redacted', 'none']).prefault('auto').register(editors, {
            description: 'Log lines in the report. `auto`: redacted on private repositories, none on public ones.'
        }),
        links: schemas/* record */.g1P(schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9][\w .-]{0,39}$/, 'A short name of letters and digits is expected.'), schemas/* url */.OZ5({ protocol: /^https$/, error: 'An address that begins with https:// is expected.' }))
            .prefault({})
            .register(editors, {
            description: 'Links that the report shows. `grafana`, `kibana` and `opensearch-dashboards` are also where the queries of the checks can be opened.',
            examples: [{ grafana: 'https://grafana.example.com/d/shop' }]
        })
    });
}

;// CONCATENATED MODULE: ./.cache/build/config/sections.js



/** Each section by itself, a broken one as if it were not there: so the checks are still judged. */
function readSections(schema, raw) {
    const { shape } = schema;
    const read = (piece, key) => {
        const result = piece.safeParse(raw[key]);
        return result.success ? result.data : piece.parse(undefined);
    };
    return {
        bake: read(shape.bake, 'bake'),
        baseline: read(shape.baseline, 'baseline'),
        'no-data': read(shape['no-data'], 'no-data'),
        silence: read(shape.silence, 'silence'),
        'fail-after': read(shape['fail-after'], 'fail-after'),
        'min-coverage': read(shape['min-coverage'], 'min-coverage'),
        'false-alarm-rate': read(shape['false-alarm-rate'], 'false-alarm-rate'),
        'on-inconclusive': read(shape['on-inconclusive'], 'on-inconclusive'),
        rollback: read(shape.rollback, 'rollback'),
        report: read(shape.report, 'report')
    };
}
/** Settles the rollback section with the inputs that win over it. `isThere`: the file has one, sound or not. */
function settleRollback(top, overrides, isThere) {
    const onInconclusive = overrides.onInconclusive ?? top['on-inconclusive'];
    const workflow = overrides.rollbackWorkflow ?? top.rollback?.workflow;
    if (workflow !== undefined) {
        // The input alone is enough: it names the workflow, and everything else has a default.
        const file = top.rollback ?? rollbackSchema().parse({});
        return { onInconclusive, rollback: rollbackOf(file, workflow), findings: [] };
    }
    const findings = [];
    if (top.rollback !== undefined) {
        findings.push(finding(['rollback'], '`workflow` is missing. Name the workflow that rolls back.'));
    }
    if (onInconclusive === 'rollback' && !isThere) {
        const message = 'Rolling back needs a `rollback:` section that names the workflow. Add it.';
        findings.push(finding(['on-inconclusive'], message));
    }
    return { onInconclusive, findings };
}
function bakeOf(file) {
    const { settle, duration, interval, extend } = file;
    const earlyStop = file['early-stop'];
    return { settle, duration, interval, extend, earlyStop, earlyPass: file['early-pass'] };
}
function bakeFindings(bake) {
    if (bake.interval <= bake.duration)
        return [];
    const message = '`interval` is longer than `duration`: nothing would be evaluated. Make it shorter.';
    return [finding(['bake', 'interval'], message)];
}
/** Hosted jobs end after 360 minutes; the rest is for the start and the report. */
const longestBake = 350 * 60_000;
function bakeWarnings(bake) {
    const total = bake.settle + bake.duration + bake.extend;
    if (total <= longestBake)
        return [];
    const minutes = Math.ceil(total / 60_000);
    return [
        `The bake may take ${minutes} minutes, and a hosted job ends after 360. Use a self-hosted runner, or judge the window afterwards with deployed-at.`
    ];
}
function rollbackOf(file, workflow) {
    return {
        workflow,
        input: file.input,
        tagPattern: file['tag-pattern'],
        timeout: file.timeout,
        startTimeout: file['start-timeout'],
        verify: file.verify,
        refuseIfChanged: file['refuse-if-changed'],
        acceptSha: file['accept-sha'],
        maxPerHour: file['max-per-hour'],
        logsMayRollback: file['logs-may-rollback'],
        issue: file.issue,
        ...(0,present/* present */.E)({ repository: file.repository, ref: file.ref, minVersion: file['min-version'] })
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/credential.js
/** Whether a key of an endpoint holds a credential, told by its name. A private key's file is a path. */
function isCredentialKey(key) {
    return key !== 'client-key' && /(^|-)(token|secret|password|key|key-id)$/.test(key);
}

;// CONCATENATED MODULE: ./.cache/build/config/secrets.js



/** GitHub drops outputs that hold a masked value, and a short mask wrecks the log. */
const secrets_shortestSecret = 8;
const reference = /\$\{([^}]*)\}/g;
const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reservedName = /^(GITHUB|ACTIONS|INPUT|RUNNER)_/i;
/** Replaces `${NAME}` in every text of an endpoint. `path` is where the endpoint stands. */
function substitute(value, path, env) {
    if (typeof value === 'string')
        return substituteText(value, path, env);
    if (Array.isArray(value)) {
        const items = value.map((item, index) => substitute(item, [...path, index], env));
        return { ...merged(items), value: items.map(item => item.value) };
    }
    if (isMap(value)) {
        const entries = Object.entries(value).map(([key, item]) => [key, substitute(item, [...path, key], env)]);
        return {
            ...merged(entries.map(([, item]) => item)),
            value: Object.fromEntries(entries.map(([key, item]) => [key, item.value]))
        };
    }
    return { value, values: [], secrets: [], findings: [], warnings: [] };
}
/**
 * `${NAME}` outside of endpoints and placeholders outside of queries: nothing replaces them there, which
 * would be a silent mistake.
 */
function strayReferences(value, path) {
    if (typeof value === 'string') {
        const message = strayMessage(value, path);
        return message === undefined ? [] : [finding(path, message)];
    }
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([key, item]) => strayReferences(item, [...path, Array.isArray(value) ? Number(key) : key]));
}
/** Path and body of a request. */
function isTemplate([, , key, part]) {
    return (key === 'request' || key === 'probe') && (part === 'path' || part === 'body');
}
function strayMessage(text, path) {
    const name = /\$\{[A-Z_][A-Z0-9_]*\}/.exec(text)?.[0];
    if (name !== undefined && path[0] !== 'endpoints') {
        return `${name} is replaced under \`endpoints\` only. Use a variable here, or move it.`;
    }
    const isQuery = path[0] === 'checks' && (queryKeys.has(String(path[2])) || isTemplate(path));
    const placeholder = /\{\{\s*(?:window|start|end|ident|string|regex)\b[^}]*\}\}/.exec(text)?.[0];
    if (placeholder === undefined || isQuery)
        return undefined;
    return `${placeholder} is replaced in queries and requests only. Write the value here.`;
}
const queryKeys = new Set(['query', 'count', 'ratio', 'control', 'logs']);
/** What must never be shown: credentials and headers, told by the name of their key. */
function isCredential(path) {
    const key = String(path.at(-1));
    return String(path.at(-2)) === 'headers' ? key !== 'client-key' : isCredentialKey(key);
}
function substituteText(text, path, env) {
    const credential = isCredential(path);
    const values = [];
    const findings = [];
    const value = text.replace(reference, (whole, name) => {
        const looked = lookUp(name, path, env, credential);
        if (typeof looked === 'string') {
            values.push(looked);
            return looked;
        }
        findings.push(looked);
        return whole;
    });
    if (/\$\{[^}]*$/.test(text))
        findings.push(finding(path, '"${" is not closed. Write ${NAME}.'));
    if (credential && !text.includes('${') && isSecretLiteral(path)) {
        const secrets = text.length < secrets_shortestSecret ? [] : [text];
        return { value, values, secrets, findings, warnings: [literalWarning(path)] };
    }
    return { value, values, secrets: credential ? values : [], findings, warnings: [] };
}
function lookUp(name, path, env, credential) {
    if (!environmentName.test(name)) {
        return finding(path, `\${${name}} is not the name of an environment variable.`);
    }
    if (reservedName.test(name)) {
        return finding(path, `\${${name}} belongs to the runner and is not replaced. Use another name.`);
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined || value === '') {
        return {
            code: 'missing-secret',
            path,
            message: `The environment variable ${name} is ${value === '' ? 'empty' : 'not set'}. Set it under \`env:\` of the step.`
        };
    }
    if (credential && value.length < secrets_shortestSecret) {
        return finding(path, `The value of ${name} is shorter than ${secrets_shortestSecret} characters, so it cannot be masked. Use a longer credential.`);
    }
    return value;
}
/** A header may be harmless (`X-Scope-OrgID: shop`); these are not. */
function isSecretLiteral(path) {
    if (String(path.at(-2)) !== 'headers')
        return true;
    return /authorization|cookie|token|secret|password|key/i.test(String(path.at(-1)));
}
function literalWarning(path) {
    return `${path.join('.')} is written in the configuration. Keep it as a secret and write "\${NAME}".`;
}
function merged(items) {
    return {
        values: items.flatMap(item => item.values),
        secrets: items.flatMap(item => item.secrets),
        findings: items.flatMap(item => item.findings),
        warnings: items.flatMap(item => item.warnings)
    };
}

;// CONCATENATED MODULE: ./.cache/build/config/variables.js




const builtInNames = ['environment', 'service', 'version', 'sha'];
/** The input `variables`, a YAML map of names to text, numbers or booleans, with the built-in ones. */
function readVariables(text, builtIns) {
    const known = Object.entries(builtIns);
    const read = text.trim() === '' ? { value: {}, findings: [] } : readMap(text);
    const values = new Map(known);
    const findings = [...read.findings];
    for (const [name, value] of Object.entries(read.value)) {
        const message = variableProblem(name, value);
        if (message === undefined)
            values.set(name, String(value));
        else
            findings.push(finding(['variables', name], message));
    }
    return { values, given: Object.keys(read.value), findings };
}
function readMap(text) {
    try {
        const { value } = readYaml(text, 'variables');
        if (isMap(value))
            return { value, findings: [] };
        const message = 'A YAML map of names and values is expected, one `name: value` a line.';
        return { value: {}, findings: [finding(['variables'], message)] };
    }
    catch (error) {
        if (!(error instanceof build_errors/* ConfigError */.xL))
            throw error;
        return { value: {}, findings: error.problems.map(one => finding(['variables'], one.message)) };
    }
}
function variableProblem(name, value) {
    if (builtInNames.includes(name))
        return `"${name}" is built in and cannot be given.`;
    if (!/^[A-Za-z][\w-]{0,62}$/.test(name)) {
        return 'A name begins with a letter and holds letters, digits, hyphens and underscores.';
    }
    if (typeof value === 'string' || typeof value === 'boolean')
        return undefined;
    if (typeof value === 'number' && Number.isFinite(value))
        return undefined;
    return 'The value must be text, a number, true or false.';
}

;// CONCATENATED MODULE: ./.cache/build/config/settings.js












/**
 * Reads, validates and normalises a configuration. Pure: providers are asked whether they can ask a
 * question, nothing is sent. Throws ConfigError with every problem at once, each with its place.
 */
function loadSettings(text, options) {
    const yaml = readYaml(text, options.file);
    const raw = mapOf(yaml.value);
    const replaced = substitute(raw['endpoints'], ['endpoints'], options.env);
    const variables = readVariables(options.variables, options.names);
    const schema = configSchema(options.providers);
    // A key that is absent stays absent, so that its absence is what is reported.
    const value = 'endpoints' in raw ? { ...raw, endpoints: replaced.value } : yaml.value;
    const whole = readBySchema(schema, value, yaml.value);
    const top = readSections(schema, raw);
    const bake = bakeOf(top.bake);
    const endpoints = settleEndpoints(schema, replaced.value, options);
    const reader = { variables: variables.values, grammars: options.grammars ?? new Map() };
    const around = { ...endpoints, providers: options.providers, reader };
    const checks = settleChecks(schema, raw['checks'], top, around);
    const rollback = settleRollback(top, options.overrides ?? {}, 'rollback' in raw);
    const secrets = [...new Set([...replaced.secrets, ...endpoints.secrets])];
    const findings = [
        ...replaced.findings.filter(one => options.asks !== false || one.code !== 'missing-secret'),
        ...unlessUnder(replaced.findings, [...whole.findings, ...endpoints.findings]),
        ...strayReferences(raw, []),
        ...variables.findings,
        ...checks.findings,
        ...bakeFindings(bake),
        ...rollback.findings
    ];
    if (findings.length > 0 || whole.data === undefined) {
        const told = findings.length > 0 ? findings : replaced.findings;
        throw configError(redacted(told, [...secrets, ...replaced.values]), yaml);
    }
    const settings = {
        bake,
        endpoints: endpoints.endpoints,
        checks: checks.checks,
        falseAlarmRate: whole.data['false-alarm-rate'],
        onInconclusive: rollback.onInconclusive,
        report: whole.data.report,
        ...(0,present/* present */.E)({ rollback: rollback.rollback })
    };
    const warnings = [
        ...replaced.warnings,
        ...bakeWarnings(bake),
        ...unusedWarnings(settings, checks.used, variables.given)
    ];
    return { settings, secrets, warnings };
}
function settleEndpoints(schema, value, { providers, env, asks = true }) {
    const entry = schema.shape.endpoints.valueType;
    const endpoints = new Map();
    const findings = [];
    const secrets = [];
    for (const [name, raw] of Object.entries(mapOf(value))) {
        const file = salvage(entry, raw);
        const provider = providers.find(one => one.name === file?.data.provider);
        if (file === undefined || provider === undefined)
            continue;
        const path = ['endpoints', name];
        const sound = Object.entries(mapOf(raw)).filter(([key]) => !file.broken.has(key));
        const own = Object.fromEntries(sound);
        const settled = settleEndpoint(name, file.data, own, provider, path, { env, asks });
        findings.push(...soundFindings(settled.findings, path, file.broken));
        secrets.push(...settled.secrets);
        if (settled.endpoint !== undefined)
            endpoints.set(name, settled.endpoint);
    }
    return { endpoints, endpointNames: Object.keys(mapOf(value)), findings, secrets };
}
function settleChecks(schema, value, top, around) {
    const bake = bakeOf(top.bake);
    const list = Array.isArray(value) ? value : [];
    const checks = [];
    const used = [];
    const findings = [
        ...settleBaseline(top.baseline, undefined, bake, ['baseline']).findings,
        ...duplicateNames(list)
    ];
    for (const [index, raw] of list.entries()) {
        const file = salvage(schema.shape.checks.element, raw, { name: 'unnamed' });
        if (file === undefined)
            continue;
        const path = ['checks', index];
        const own = file.data.baseline;
        const baseline = settleBaseline(top.baseline, own, bake, [...path, 'baseline']);
        const settled = settleCheck(file.data, path, {
            ...around,
            ...settings_policyOf(top),
            baseline: baseline.baseline
        });
        if (own !== undefined)
            findings.push(...baseline.findings);
        findings.push(...soundFindings(settled.findings, path, file.broken));
        used.push(...settled.used);
        if (settled.check !== undefined)
            checks.push(settled.check);
    }
    return { checks, used, findings };
}
function settings_policyOf(top) {
    return {
        noData: top['no-data'],
        failAfter: top['fail-after'],
        minCoverage: top['min-coverage'],
        ...(0,present/* present */.E)({ silence: top.silence })
    };
}
/**
 * Where keys had to be left out, what is said of the whole map may only be their absence, and what is said
 * of a limit may only be the absence of its unit.
 */
function soundFindings(findings, path, broken) {
    if (broken.size === 0)
        return findings;
    return findings.filter(one => {
        const key = one.path[path.length];
        return key !== undefined && !(broken.has('unit') && (key === 'max' || key === 'min'));
    });
}
/** A value that could not be replaced is wrong in other ways too; that says nothing new. */
function unlessUnder(known, more) {
    const paths = new Set(known.map(one => formatPath(one.path)));
    return more.filter(one => !paths.has(formatPath(one.path)));
}
function duplicateNames(list) {
    const names = list.map(raw => mapOf(raw)['name']);
    return names.flatMap((name, index) => {
        const first = names.indexOf(name);
        if (typeof name !== 'string' || first === index)
            return [];
        const message = `checks[${first}] has this name already. Names tell checks apart: choose another.`;
        return [finding(['checks', index, 'name'], message)];
    });
}
/** Nothing that a user writes is ignored in silence. */
function unusedWarnings(settings, used, given) {
    const asked = new Set(settings.checks.map(check => check.endpoint));
    const endpoints = [...settings.endpoints.keys()].filter(name => !asked.has(name));
    const variables = given.filter(name => !used.includes(name));
    return [
        ...endpoints.map(name => `No check uses the endpoint "${name}".`),
        ...variables.map(name => `No query uses the variable "${name}".`)
    ];
}
function redacted(findings, secrets) {
    return findings.map(one => ({
        ...one,
        message: secrets.reduce((text, secret) => text.replaceAll(secret, '***'), one.message)
    }));
}
/** The query languages that a configuration may hold, by the providers that it names. */
function languagesIn(text, providers) {
    return providers.filter(({ name }) => text.includes(name)).map(({ language }) => language);
}

;// CONCATENATED MODULE: ./.cache/build/config/source.js

/**
 * Finds the configuration: the input `config-inline`; else the workspace; else the repository at the
 * commit of the run. On events that outsiders can shape, the default branch and nothing else.
 * Throws ConfigError.
 */
async function configText(inputs, run, deps) {
    if (inputs.configInline !== '')
        return { text: inputs.configInline, origin: 'config-inline' };
    const path = inputs.config;
    if (run.trust === 'workspace') {
        const text = await deps.readWorkspace(path);
        if (text !== undefined)
            return { text, origin: path };
    }
    const ref = run.trust === 'workspace' ? run.sha : deps.defaultBranch;
    const text = await fromRepository(path, ref, run.repository, deps.github);
    return { text, origin: path };
}
async function fromRepository(path, ref, repository, github) {
    try {
        const text = await github.file(path, ref);
        if (text !== undefined)
            return text;
    }
    catch (error) {
        if (!(error instanceof build_errors/* GitHubError */.y_))
            throw error;
        const remedy = [401, 403].includes(error.status)
            ? 'Add `contents: read` to the permissions of the job.'
            : 'Run the job again, or check out the repository first.';
        throw missing(path, `It could not be read from ${repository} at ${ref}: ${error.message} ${remedy}`);
    }
    throw missing(path, `There is no such file in ${repository} at ${ref}. Add it, or set the input config or config-inline. If it is there, add \`contents: read\` to the permissions of the job.`);
}
function missing(path, message) {
    return new build_errors/* ConfigError */.xL('invalid-config', [{ path, message }]);
}

;// CONCATENATED MODULE: ./.cache/build/grammar/load.js
const loaders = {
    promql: async () => (await Promise.all(/* import() */[__webpack_require__.e(71), __webpack_require__.e(266), __webpack_require__.e(359)]).then(__webpack_require__.bind(__webpack_require__, 8359))).readPromql,
    logql: async () => (await Promise.all(/* import() */[__webpack_require__.e(71), __webpack_require__.e(341)]).then(__webpack_require__.bind(__webpack_require__, 6341))).readLogql,
    graphite: async () => (await __webpack_require__.e(/* import() */ 781).then(__webpack_require__.bind(__webpack_require__, 3781))).readGraphite
};
/** The grammars of these languages, as far as there are any. They are large: only what is needed is read. */
async function loadGrammars(languages) {
    const wanted = [...new Set(languages)];
    const loaded = await Promise.all(wanted.map(async (language) => {
        const load = Object.hasOwn(loaders, language) ? loaders[language] : undefined;
        return load === undefined ? [] : [[language, await load()]];
    }));
    return new Map(loaded.flat());
}

;// CONCATENATED MODULE: ./.cache/build/io/quote.js
/** C0, C1, line and paragraph separators, bidirectional overrides, zero-width and tag characters. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** Outside text fit for one line of a message: printable, without credentials in URLs, at most `most` characters. */
function quote(text, most = 200) {
    const clean = text
        .slice(0, most * 8)
        .replace(unprintable, ' ')
        .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]*@/gi, '$1')
        .replace(/\s+/g, ' ')
        .trim();
    const characters = [...clean];
    return characters.length <= most ? clean : `${characters.slice(0, most - 1).join('')}…`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./.cache/build/providers/sigv4.js

/**
 * The headers that sign a request for AWS at the instant `at` (Signature Version 4; every path is encoded
 * once more than it is sent, as for all services but S3). A signature is valid for some minutes around
 * its date, so each attempt needs its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function signature(request, { keys, region, service }, at) {
    const url = new URL(request.url);
    const stamp = `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
    const day = stamp.slice(0, 8);
    const own = {
        'X-Amz-Date': stamp,
        ...(keys.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': keys.sessionToken }),
        // OpenSearch Serverless refuses a request without it.
        ...(service === 'aoss' ? { 'X-Amz-Content-Sha256': sha256(request.body ?? '') } : {})
    };
    const headers = signedHeaders({ ...request.headers, ...own, Host: url.host });
    const names = headers.map(([name]) => name).join(';');
    const canonical = [
        request.method,
        canonicalPath(url.pathname),
        canonicalQuery(url.search.slice(1)),
        ...headers.map(([name, value]) => `${name}:${value}`),
        '',
        names,
        sha256(request.body ?? '')
    ].join('\n');
    const credential = `${day}/${region}/${service}/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', stamp, credential, sha256(canonical)].join('\n');
    const key = [day, region, service, 'aws4_request'].reduce((last, part) => hmac(last, part).digest(), `AWS4${keys.secretAccessKey}`);
    const signed = hmac(key, text).digest('hex');
    const head = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${credential}`;
    return { ...own, Authorization: `${head}, SignedHeaders=${names}, Signature=${signed}` };
}
/** Lower-case names, sorted; a header that a proxy may change is left out. */
function signedHeaders(headers) {
    return Object.entries(headers)
        .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')])
        .filter(([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'))
        .sort(([a], [b]) => order(a, b));
}
function canonicalPath(path) {
    return path
        .replace(/\/{2,}/g, '/')
        .split('/')
        .map(encoded)
        .join('/');
}
/** Sorted by name, then by value, after both were encoded anew in the one form that is signed. */
function canonicalQuery(query) {
    if (query === '')
        return '';
    return query
        .split('&')
        .filter(part => part !== '')
        .map(part => {
        const [name = '', ...value] = part.split('=');
        return [encoded(decoded(name)), encoded(decoded(value.join('=')))];
    })
        .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
        .map(pair => pair.join('='))
        .join('&');
}
/** A space is sent as `+` by URLSearchParams and signed as `%20`; AWS reads both as a space. */
function decoded(text) {
    return decodeURIComponent(text.replaceAll('+', '%20'));
}
/** RFC 3986: everything but the unreserved characters. */
function encoded(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** By code point of ASCII, which is all that is left. */
function order(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text, 'utf8').digest('hex');
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text, 'utf8');
}

;// CONCATENATED MODULE: ./.cache/build/providers/authorisation.js


/** The headers that stay the same for as long as the endpoint is asked. */
function authorisation(auth) {
    switch (auth?.kind) {
        case 'bearer':
            return { Authorization: `Bearer ${auth.token}` };
        case 'basic': {
            const pair = Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64');
            return { Authorization: `Basic ${pair}` };
        }
        case 'aws':
        case 'google':
        case 'azure':
        case undefined:
            return {};
    }
}
/** The request as it must go out: where its authorisation has a date, each attempt gets its own. */
function authorised(request, auth, io) {
    if (auth?.kind !== 'aws')
        return request;
    // A plus is a space to some services and a plus to the others; %20 is a space to all.
    const [path = '', ...query] = request.url.split('?');
    const url = [path, ...query.map(part => part.replaceAll('+', '%20'))].join('?');
    const sent = { ...request, url };
    return { ...sent, sign: () => signature(sent, auth, io.clock.now()) };
}
/** What must not stand in a message. */
function credentialsIn({ auth, options }) {
    const own = Object.entries(options).filter(([key]) => isCredentialKey(key));
    const texts = own.flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
    return [...texts, ...credentialsOf(auth)];
}
/** What to do about a 401 or 403. */
function credentialsRemedy({ auth, headers, options }) {
    const own = Object.keys(options).filter(isCredentialKey);
    if (own.length > 0)
        return `Check the endpoint's ${own.join(' and ')}.`;
    switch (auth?.kind) {
        case 'bearer':
            return "Check the endpoint's bearer-token.";
        case 'basic':
            return "Check the endpoint's username and password.";
        case 'aws':
            return "Check the role's policy, the region, and that the keys are of this account and not expired.";
        case 'google':
        case 'azure':
            return 'Check the roles of the identity that this job logs in as.';
        case undefined:
            return Object.keys(headers).length > 0
                ? "Check the endpoint's headers."
                : 'Give the endpoint a bearer-token, or username and password.';
    }
}
function credentialsOf(auth) {
    switch (auth?.kind) {
        case 'bearer':
            return [auth.token];
        case 'basic':
            return [auth.password, ...Object.values(authorisation(auth))];
        case 'aws': {
            const { accessKeyId, secretAccessKey, sessionToken } = auth.keys;
            return [secretAccessKey, accessKeyId, ...(sessionToken === undefined ? [] : [sessionToken])];
        }
        case 'azure':
            return [auth.secret, auth.idToken?.request].filter(one => one !== undefined);
        case 'google':
        case undefined:
            return [];
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/shape.js
/** An answer that is not in the form its API promises. The message says where. */
class UnexpectedShape extends Error {
    name = 'UnexpectedShape';
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function record(value, where) {
    if (isRecord(value))
        return value;
    throw new UnexpectedShape(`${where} is not an object`);
}
function list(value, where) {
    if (Array.isArray(value))
        return value;
    throw new UnexpectedShape(`${where} is not a list`);
}
/** A field of its own, never one that something put on the prototype. */
function field(fields, key) {
    return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
function textField(fields, key) {
    const value = field(fields, key);
    return typeof value === 'string' ? value : undefined;
}
/** A finite number, or its text as Prometheus, SQL and JSON write one. `Number` finds one in '', [7] and true, too. */
function numeric(value) {
    const isText = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
    const number = typeof value === 'number' || isText ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : undefined;
}
/** How many: finite and not negative. */
function isCount(value) {
    return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
/** Epoch milliseconds that a date can hold, whole ones; undefined: none. */
function instantOf(value) {
    if (typeof value !== 'number' || !(Math.abs(value) <= latestInstant))
        return undefined;
    return Math.round(value);
}
/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const latestInstant = 8.64e15;
/** The texts of a list that may be missing; anything else in it is left out. */
function textsOf(value) {
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

;// CONCATENATED MODULE: ./.cache/build/providers/ask.js




const longestMessage = 300;
/** Shorter values would black out ordinary words. */
const ask_shortestSecret = 4;
/** Sends one request with the endpoint's url, credentials, certificates and deadline. */
async function ask(endpoint, io, asked, timeout = endpoint.timeout) {
    try {
        return await io.http(authorised(requestOf(endpoint, io, asked, timeout), endpoint.auth, io));
    }
    catch (error) {
        if (!(error instanceof build_errors/* ProviderError */.mZ))
            throw error;
        const { failure, errno } = error;
        // The request for a token, which signing waits for, has told its own name already.
        if (failure.message.startsWith(`${endpoint.provider} `))
            throw error;
        throw new build_errors/* ProviderError */.mZ({ ...failure, message: named(endpoint, failure.message) }, errno);
    }
}
/** Asks for JSON, as `askFor` does. */
async function askJson(endpoint, io, asked, account) {
    const json = { name: 'JSON', parse: parseJson };
    const { answer, headers, retries } = await askFor(endpoint, io, asked, account, json);
    return { json: answer.json, headers, retries };
}
/**
 * Asks for an answer of one form. A success in another is asked for once more, because it may have been cut; a
 * page is not. Any other status rejects with what `account` makes of it.
 */
async function askFor(endpoint, io, asked, account, form) {
    const started = io.clock.now();
    const response = succeeded(endpoint, await ask(endpoint, io, asked), account);
    const first = form.parse(response.text);
    if (first !== undefined) {
        return { answer: first, headers: response.headers, retries: response.retries };
    }
    const left = endpoint.timeout - (io.clock.now() - started);
    if (isPage(response) || left <= 0)
        throw otherForm(endpoint, response, form.name);
    const second = succeeded(endpoint, await ask(endpoint, io, asked, left), account);
    const again = form.parse(second.text);
    if (again === undefined)
        throw otherForm(endpoint, second, form.name);
    const retries = response.retries + second.retries + 1;
    return { answer: again, headers: second.headers, retries };
}
/** The failure that a status of 300 or more stands for, in the backend's own words. */
function failureOf(endpoint, response, account = {}) {
    const { status, retries } = response;
    const quoted = said(endpoint, account.words ?? '');
    const words = quoted === '' ? '' : ` ${quoted}`;
    if (status === 401 || status === 403) {
        const remedy = account.remedy ?? credentialsRemedy(endpoint);
        return failure(endpoint, 'not-authorised', `answered ${status}. ${remedy}${words}`, retries);
    }
    const code = account.code ?? (status === 429 ? 'rate-limited' : 'provider-error');
    return failure(endpoint, code, `answered ${status}${words === '' ? '.' : `:${words}`}`, retries);
}
/** What a backend says, fit to be repeated: one line, inert, without our credentials. */
function said(endpoint, words) {
    return quote(withoutCredentials(endpoint, words));
}
/** `sentence` follows the provider's and the origin's name. */
function failure(endpoint, code, sentence, retries) {
    const message = named(endpoint, `${new URL(endpoint.url).origin} ${sentence}`);
    return { code, message, retries };
}
/** Reads an answer; what does not fit becomes a ProviderError that says where. */
function reading(endpoint, retries, read) {
    try {
        return read();
    }
    catch (error) {
        if (!(error instanceof UnexpectedShape))
            throw error;
        const where = said(endpoint, error.message);
        const sentence = `answered in a form we do not know: ${where}. Check the endpoint's url and provider.`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, retries));
    }
}
/** The error for a question that this kind of backend cannot answer. */
function cannotAsk(endpoint, question) {
    const what = question.kind === 'value' && question.request !== undefined ? 'request' : question.kind;
    return new Error(`${endpoint.provider} endpoints do not answer \`${what}\`. Ask another endpoint, or another kind of question.`);
}
/** The query of a question that is no more than one: a value or events, without a request of its own. */
function plainQuery(endpoint, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            return question.query;
        case 'events':
            return question.query;
        case 'probe':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
function requestOf(endpoint, io, asked, timeout) {
    const { caFile, clientCert, clientKey, maxAnswer = asked.maxBytes } = endpoint;
    return {
        method: asked.method,
        url: `${endpoint.url}${asked.path}`,
        headers: { ...authorisation(endpoint.auth), ...endpoint.headers, ...asked.headers },
        ...(asked.body === undefined ? {} : { body: asked.body }),
        timeout,
        tls: {
            ...(caFile === undefined ? {} : { ca: caFile }),
            ...(clientCert === undefined ? {} : { cert: clientCert }),
            ...(clientKey === undefined ? {} : { key: clientKey })
        },
        allowHttp: endpoint.allowHttp === true,
        ...(asked.once === true ? { once: true } : {}),
        ...(asked.sign === undefined ? {} : { sign: asked.sign }),
        ...(maxAnswer === undefined ? {} : { maxBytes: maxAnswer }),
        signal: io.signal
    };
}
function succeeded(endpoint, response, account) {
    if (response.status >= 200 && response.status < 300)
        return response;
    throw new build_errors/* ProviderError */.mZ(failureOf(endpoint, response, account(response)), undefined, response.status);
}
/** Digits or an exponent by which a number may be beyond every double. */
const mayOverflow = /[:,[\s]-?[\d.]+e\+?\d{3}|\d{309}/i;
/** `JSON.parse` makes Infinity of what is beyond every double, and nobody can count with that: it is no value. */
function parseJson(text) {
    try {
        const json = JSON.parse(text);
        return { json: mayOverflow.test(text) ? JSON.parse(text, finite) : json };
    }
    catch {
        return undefined;
    }
}
function finite(_key, value) {
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
function otherForm(endpoint, response, form) {
    const sentence = isPage(response)
        ? `answered with a web page instead of ${form}. Check that the url is the API and needs no login.`
        : `answered with something that is not ${form}. Check that the url is the API.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'not-json', sentence, response.retries));
}
function isPage(response) {
    return /^text\/html\b/i.test(response.headers['content-type'] ?? '');
}
/** Backends quote what they do not like, credentials included. Before anything is cut, so that no half stays. */
function withoutCredentials(endpoint, text) {
    const secrets = [...Object.values(endpoint.headers), ...credentialsIn(endpoint)];
    return secrets
        .filter(secret => secret.length >= ask_shortestSecret)
        .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
function named(endpoint, sentence) {
    return `${endpoint.provider} ${sentence}`.slice(0, longestMessage);
}

;// CONCATENATED MODULE: ./.cache/build/providers/matchers.js
/**
 * Label matchers as PromQL and Alertmanager write them: `name="value"`, in the order given. Throws an
 * Error for the user where a name is not a label name.
 */
function matchersOf(labels) {
    return Object.entries(labels).map(([name, value]) => {
        if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
            return `${name}=${JSON.stringify(value)}`;
        throw new Error(`firing: ${JSON.stringify(name)} is not a label name. Use letters, digits and _.`);
    });
}

;// CONCATENATED MODULE: ./.cache/build/providers/alertmanager.js





/** Alerts named in the notes; the count says how many there are. */
const mostNamed = 5;
const alertmanager = {
    name: 'alertmanager',
    summary: 'Prometheus Alertmanager: alerts that fire and are neither silenced nor inhibited',
    logs: false,
    kinds: ['firing'],
    language: 'promql',
    delay: 0,
    options: schemas/* strictObject */.rej({}),
    connect: alertmanager_connect
};
function alertmanager_connect(endpoint) {
    return { source: question => sourceOf(endpoint, question) };
}
function sourceOf(endpoint, question) {
    if (question.kind !== 'firing')
        throw cannotAsk(endpoint, question);
    const matchers = matchersOf(question.labels);
    const path = `/api/v2/alerts?${parametersOf(matchers)}`;
    return {
        pointInTime: true,
        describe: () => `{${matchers.join(',')}}`,
        measure: async (grid, io) => {
            const { json, retries } = await askJson(endpoint, io, { method: 'GET', path }, accountOf);
            const all = reading(endpoint, retries, () => activeAlerts(json));
            // A gateway that drops the filter must not make every alert ours.
            const alerts = all.filter(alert => !contradicts(alert, question.labels));
            return {
                series: [{ labels: {}, samples: [{ at: grid.last, value: alerts.length }] }],
                complete: true,
                notes: alerts.slice(0, mostNamed).map(tell),
                retries,
                before: alerts.filter(({ since }) => since <= grid.last - grid.width).length
            };
        }
    };
}
function parametersOf(matchers) {
    const parameters = new URLSearchParams({ active: 'true', silenced: 'false', inhibited: 'false' });
    for (const filter of matchers)
        parameters.append('filter', filter);
    return parameters.toString();
}
function activeAlerts(json) {
    return list(json, 'the answer').flatMap(item => {
        const alert = record(item, 'an alert');
        const state = textField(record(field(alert, 'status'), 'status'), 'state');
        if (state === undefined)
            throw new UnexpectedShape('status.state is missing');
        if (state !== 'active')
            return [];
        const labels = record(field(alert, 'labels'), 'labels');
        const name = textField(labels, 'alertname') ?? 'an alert';
        const since = Date.parse(textField(alert, 'startsAt') ?? '');
        if (Number.isNaN(since))
            throw new UnexpectedShape('startsAt is no instant');
        return [{ labels, name, since }];
    });
}
function contradicts({ labels }, wanted) {
    return Object.entries(wanted).some(([name, value]) => (textField(labels, name) ?? value) !== value);
}
/** One note per alert. */
function tell({ name, since }) {
    return `${quote(name, 100)} fires since ${new Date(since).toISOString()}.`;
}
/** A bad matcher is answered with a JSON text. */
function accountOf({ status, text }) {
    return { words: text, ...(status === 400 ? { code: 'invalid-query' } : {}) };
}

;// CONCATENATED MODULE: ./.cache/build/providers/batch.js

/**
 * Collects the questions that one look asks and sends them together. There is no time to wait for: the
 * request leaves when everything that could run in this turn of the event loop has run. Questions with
 * different `io` (another bake, another signal) never share a request. A request takes `most`, in the measure
 * of `weigh`; a question heavier than that travels alone.
 */
function createBatcher(sendAll, most, weigh = () => 1) {
    const open = new Map();
    return (question, io) => new Promise((resolve, reject) => {
        const waiter = { question, resolve, reject };
        const waiting = open.get(io);
        if (waiting !== undefined) {
            waiting.push(waiter);
            return;
        }
        open.set(io, [waiter]);
        setImmediate(() => {
            const all = open.get(io) ?? [];
            open.delete(io);
            for (const load of loadsOf(all, most, weigh))
                void send(load, sendAll, io);
        });
    });
}
/** In the order of asking, as few as the limit allows without sorting. */
function loadsOf(waiters, most, weigh) {
    const loads = [];
    let weight = Infinity;
    for (const waiter of waiters) {
        const more = weigh(waiter.question);
        weight += more;
        const load = loads.at(-1);
        if (load === undefined || weight > most) {
            loads.push([waiter]);
            weight = more;
        }
        else {
            load.push(waiter);
        }
    }
    return loads;
}
/** Never rejects: whatever happens reaches every waiter. */
async function send(waiters, sendAll, io) {
    try {
        io.signal.throwIfAborted();
        const answers = await sendAll(waiters.map(({ question }) => question), io);
        if (answers.length !== waiters.length)
            throw new Error('a batch with another number of answers');
        waiters.forEach(({ resolve, reject }, index) => {
            const answer = answers[index];
            if (answer instanceof build_errors/* ProviderError */.mZ)
                reject(answer);
            else
                resolve(answer);
        });
    }
    catch (error) {
        for (const { reject } of waiters)
            reject(error);
    }
}
/**
 * Sends those with the same key together, up to `most` in one request, and the others apart: the answers in the
 * order of the questions. Cut before that, questions of one key would travel apart.
 */
async function byKey(questions, keyOf, most, send) {
    const indices = questions.map((_, index) => index);
    const groups = [...alike(questions.map(keyOf)).values()].flatMap(group => cut(group, most));
    const told = await Promise.all(groups.map(async (group) => {
        const answers = await send(group.map(index => questions[index]));
        return group.flatMap((index, at) => answers.slice(at, at + 1).map(one => [index, one]));
    }));
    const answers = new Map(told.flat());
    return indices.flatMap(index => (answers.has(index) ? [answers.get(index)] : []));
}
/** Where each key stands. */
function alike(keys) {
    const places = new Map();
    for (const [index, key] of keys.entries()) {
        const known = places.get(key);
        if (known === undefined)
            places.set(key, [index]);
        else
            known.push(index);
    }
    return places;
}
function cut(all, most) {
    const count = Math.ceil(all.length / most);
    return Array.from({ length: count }, (_, at) => all.slice(at * most, (at + 1) * most));
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-query.js
/**
 * Reads a metric query, or several with names and a formula over them:
 *
 *     text       = query / *( name SP "=" SP query NEWLINE ) formula
 *     name       = ALPHA *( ALPHA / DIGIT / "_" )
 *
 * Throws a plain Error for the user. `counts`: the answer is a number of events.
 */
function readMetricQuery(text, counts) {
    const lines = text
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '');
    const last = lines.at(-1) ?? '';
    const definitions = lines.slice(0, -1).map(definitionOf);
    const formula = lines.length > 1 ? last : 'query';
    const named = lines.length > 1 ? definitions : [{ name: 'query', query: last }];
    refuseUnknownNames(formula, named);
    const queries = named.map(({ name, query }) => metricQuery(name, query, counts));
    const tags = named.flatMap(({ query }) => groupTags(query));
    return { queries, formula, grouping: [...new Set(tags)].sort().join(',') };
}
function eventFormula(asked) {
    const { source, search, indexes, aggregation, measure, by } = asked;
    const fields = {
        data_source: source.replaceAll('-', '_'),
        search: { query: search },
        indexes,
        compute: { aggregation, ...(measure === undefined ? {} : { metric: measure }) },
        group_by: by.map(facet => ({ facet, limit: mostGroups }))
    };
    const formula = { queries: [{ name: 'query', fields }], formula: 'query', grouping: by.join(',') };
    return by.length === 0 ? formula : { ...formula, most: mostGroups };
}
/** Datadog answers ten groups of events unless told otherwise; where this many come, there may be more. */
const mostGroups = 100;
/**
 * Reads a query in the form of Datadog's log monitors:
 *
 *     text    = source "(" STRING ")" [ ".index(" strings ")" ] ".rollup(" STRING [ "," STRING ] ")" [ ".by(" STRING ")" ]
 *     strings = STRING *( "," STRING )
 *
 * Throws a plain Error for the user.
 */
function readEventQuery(text, source, indexes) {
    const word = monitorWords.get(source) ?? source;
    const match = monitorForm.exec(text.trim());
    const [, written, search = '', named, aggregation = '', measure, by = ''] = match ?? [];
    if (written === undefined || (written !== source && written !== word)) {
        throw new Error(`A value is asked for as monitors do it: ${word}("service:shop").rollup("pc95", "@duration").by("@http.route"). Write it so, or use \`count\`.`);
    }
    refuseAggregation(aggregation, measure);
    return {
        source,
        search: search.replace(/\\(.)/g, '$1'),
        indexes: named === undefined ? indexes : listed(named.replaceAll('"', '')),
        aggregation,
        ...(measure === undefined ? {} : { measure }),
        by: listed(by)
    };
}
function refuseAggregation(aggregation, measure) {
    if (!aggregations.has(aggregation)) {
        const known = [...aggregations].join(', ');
        throw new Error(`rollup("${aggregation}") is not known. Use one of ${known}.`);
    }
    if (measure === undefined && aggregation !== 'count') {
        throw new Error(`rollup("${aggregation}") needs what to compute it of: "@duration".`);
    }
}
function listed(names) {
    return names === '' ? [] : names.split(',').map(name => name.trim());
}
/**
 * The part of a search that says where the events come from: what has none of those either is a wrong name,
 * not good news. `*` where the search is more than a list of terms.
 */
function scopeOf(search) {
    const bare = search.replace(/"(?:\\.|[^"\\])*"/g, '""');
    if (/[()]|\bOR\b/.test(bare))
        return '*';
    const terms = search.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? [];
    const origins = terms.filter(term => /^(service|source|env|host):/.test(term));
    return origins.length === 0 ? '*' : origins.join(' ');
}
/** Monitors call some sources by other words than the API does. */
const monitorWords = new Map([
    ['spans', 'trace-analytics'],
    ['audit', 'audits']
]);
const datadog_query_text = String.raw `\(\s*"((?:\\.|[^"\\])*)"\s*\)`;
const names = String.raw `\(\s*("[\w*-]+"(?:\s*,\s*"[\w*-]+")*)\s*\)`;
const monitorForm = new RegExp(String.raw `^([a-z-]+)${datadog_query_text}(?:\.index${names})?\.rollup\(\s*"([a-z0-9]+)"\s*(?:,\s*"([^"\\]+)"\s*)?\)(?:\.by${datadog_query_text})?$`);
const aggregations = new Set('count cardinality pc75 pc90 pc95 pc98 pc99 sum min max avg'.split(' '));
function definitionOf(line) {
    const match = /^([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.+)$/.exec(line);
    if (match === null) {
        throw new Error('Several lines are queries with names and a formula in the last one. Write errors = sum:….as_count(), then errors / hits.');
    }
    const [, name = '', query = ''] = match;
    return { name, query };
}
const namesIn = /[A-Za-z_][A-Za-z0-9_]*/g;
function refuseUnknownNames(formula, named) {
    if (named.some(({ name }, index) => named.findIndex(one => one.name === name) !== index)) {
        throw new Error('Two queries have the same name. Names tell queries apart: choose another.');
    }
    const used = new Set(formula.match(namesIn) ?? []);
    const unused = named.find(({ name }) => !used.has(name));
    if (unused === undefined)
        return;
    throw new Error(`The formula in the last line does not use ${unused.name}. Use it, or remove it.`);
}
/** A formula with other names for its queries: several share a request. */
function renamed(formula, rename) {
    return formula.replace(namesIn, name => rename.get(name) ?? name);
}
function metricQuery(name, query, counts) {
    if (/^(avg|sum|min|max|percentile|change|pct_change)\s*\(\s*(last_|change)/.test(query)) {
        throw new Error('This is the query of a monitor. Take what stands between avg(last_5m): and the comparison; the limit is `max` or `min`.');
    }
    if (!/\{[^}]*\}/.test(query)) {
        throw new Error('A metric query names its scope in braces. Write avg:system.load.1{service:shop}.');
    }
    if (counts && !countsEvents.test(query)) {
        throw new Error('A count over a window needs a count: without .as_count() Datadog answers with a rate per second. Write sum:shop.requests{*}.as_count().');
    }
    const aggregator = counts ? 'sum' : aggregatorOf(query);
    if (aggregator === 'sum')
        refuseRatio(query);
    return { name, fields: { data_source: 'metrics', query }, aggregator };
}
/** Datadog would compute it for each point, and add those up: a steady 1 % becomes 1 % times the points. */
function refuseRatio(query) {
    const bare = query.replace(/\bby\s*\{[^}]*\}/g, '');
    if ((bare.match(/\{[^}]*\}/g) ?? []).length < 2)
        return;
    if (!/[*/]/.test(bare.replace(/\{[^}]*\}/g, '')))
        return;
    throw new Error('Arithmetic inside one query is computed for each point and then added up. Give each metric a line with a name, and the formula in the last line: errors = sum:….as_count(), hits = sum:….as_count(), then 100 * errors / hits.');
}
const countsEvents = /\.as_count\(\s*\)|\.rollup\(\s*(sum|count)\b/;
/** As the query itself goes over time; a different one would compare unlike numbers. */
function aggregatorOf(query) {
    const rollup = /\.rollup\(\s*(avg|sum|min|max|count)\b/.exec(query)?.[1];
    if (rollup !== undefined)
        return rollup === 'count' ? 'sum' : rollup;
    if (/\.as_count\(\s*\)/.test(query))
        return 'sum';
    return /(^|[(\s])p\d{2}(\.\d+)?:/.test(query) ? 'percentile' : 'avg';
}
function groupTags(query) {
    return [...query.matchAll(/\bby\s*\{([^}]*)\}/g)].flatMap(([, tags = '']) => tags.split(',').map(tag => tag.trim()));
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-unit.js


/** Families of units whose scale factors count what ours count. https://docs.datadoghq.com/metrics/units/ */
const families = new Map([
    ['time', 'seconds'],
    ['bytes', 'bytes']
]);
const datadog_unit_words = { seconds: 's', bytes: 'B' };
/** One metric as Datadog keeps it, and nothing computed of it that its unit would not tell of. */
const plainMetric = /^[a-z]+\d{0,2}:[\w.]+\{[^{}]*\}(?:\s*by\s*\{[^{}]*\})?(?:\.rollup\([^()]*\))?$/;
/**
 * What is wrong where Datadog says of a metric that it is in another unit than the check does. `unit` is a pair:
 * what is counted, and what it is counted by.
 */
function contradictionOf(formula, unit) {
    const { numbers } = formula;
    const ours = numbers === undefined ? undefined : datadog_unit_words[numbers.unit];
    const theirs = isPlain(formula) ? knownUnit(unit) : undefined;
    if (numbers === undefined || ours === undefined || theirs === undefined)
        return undefined;
    if (agrees(numbers, theirs))
        return undefined;
    return `says that this metric is in ${quote(theirs.name, 40)} (${theirs.factor} ${datadog_unit_words[theirs.unit] ?? ''}), and the check's \`unit\` says ${numbers.scale} ${ours}. Write the unit that is right in the check, or correct the metric's in Datadog; limits may be written in any unit.`;
}
function isPlain({ queries, formula }) {
    const [query] = queries;
    if (query?.name !== formula)
        return false;
    const text = textField(query.fields, 'query');
    return text === undefined || plainMetric.test(text.trim());
}
function knownUnit(pair) {
    const [one, per] = Array.isArray(pair) ? pair : [];
    if (!isRecord(one) || isRecord(per))
        return undefined;
    const unit = families.get(textField(one, 'family') ?? '');
    const factor = numeric(field(one, 'scale_factor'));
    if (unit === undefined || factor === undefined)
        return undefined;
    return { name: textField(one, 'name') ?? unit, unit, factor };
}
function agrees({ unit, scale }, theirs) {
    return unit === theirs.unit && Math.abs(theirs.factor / scale - 1) < 1e-6;
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-data.js






/** Formulas in one request; the limit of the API is not published. */
const mostFormulas = 20;
function connectDatadog(endpoint) {
    const { 'api-key': key, 'application-key': application } = endpoint.options;
    const headers = { 'DD-API-KEY': String(key), 'DD-APPLICATION-KEY': String(application) };
    const server = { endpoint, headers };
    const ask = createBatcher((questions, io) => askAll(server, questions, io), Infinity);
    return { ...server, ask, shares: { most: mostFormulas } };
}
/** Errors are a list of sentences; 400 is a question that Datadog does not take. */
function datadog_data_accountOf({ status, text }) {
    const words = wordsOf(text);
    return {
        ...(words === undefined ? {} : { words }),
        ...(status === 400 ? { code: 'invalid-query' } : {}),
        remedy: "Check the endpoint's api-key, application-key and site, and what the key may read."
    };
}
async function post({ endpoint, headers }, path, body, io) {
    const asked = {
        method: 'POST',
        path,
        headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(body)
    };
    return askJson(endpoint, io, asked, datadog_data_accountOf);
}
function wordsOf(text) {
    try {
        const json = JSON.parse(text);
        if (!isRecord(json))
            return undefined;
        const errors = field(json, 'errors');
        if (typeof errors === 'string')
            return errors;
        return textsOf(errors).join(' ');
    }
    catch {
        return undefined;
    }
}
function askAll(server, questions, io) {
    return byKey(questions, sharingKey, mostFormulas, group => askTogether(server, group, io));
}
function sharingKey(question) {
    const { kind, formula } = question;
    if (kind === 'scalar')
        return `${kind} ${question.from} ${question.to} ${formula.grouping}`;
    const { first, last, step } = question.run;
    return `${kind} ${first} ${last} ${step}`;
}
/**
 * One bad query fails the request of all; each is then asked by itself, so that it fails alone. One window
 * does not fail with another.
 */
async function askTogether(server, group, io) {
    try {
        return await request(server, group, io);
    }
    catch (error) {
        if (!(error instanceof build_errors/* ProviderError */.mZ))
            throw error;
        if (error.failure.code !== 'invalid-query' || group.length === 1)
            return group.map(() => error);
        const alone = await Promise.all(group.map(one => askTogether(server, [one], io)));
        return alone.flat();
    }
}
async function request(server, group, io) {
    const [first] = group;
    if (first === undefined)
        return [];
    const attributes = { ...spanOf(first), ...formulasOf(group) };
    const body = { data: { type: `${first.kind}_request`, attributes } };
    const { json, retries } = await post(server, `/api/v2/query/${first.kind}`, body, io);
    return reading(server.endpoint, retries, () => {
        const { attributes: answer, notes } = readEnvelope(server, json, retries);
        return group.map((question, index) => {
            const wrong = contradictionOf(question.formula, unitOf(question, answer, index));
            if (wrong !== undefined) {
                return new build_errors/* ProviderError */.mZ(failure(server.endpoint, 'invalid-query', wrong, retries));
            }
            const series = question.kind === 'scalar'
                ? scalarSeries(answer, index, group.length, question.to)
                : timeSeries(answer, index, question.run);
            const cut = series.length >= (question.formula.most ?? Infinity);
            return { series, complete: notes.length === 0 && !cut, notes, retries };
        });
    });
}
function spanOf(question) {
    if (question.kind === 'scalar')
        return { from: question.from, to: question.to };
    const { first, last, step } = question.run;
    return { from: first - step, to: last, interval: step };
}
function formulasOf(group) {
    const queries = [];
    const formulas = group.map(({ kind, formula }, index) => {
        const names = new Map(formula.queries.map(({ name }) => [name, `q${index}_${name}`]));
        for (const { name, fields, aggregator } of formula.queries) {
            const how = kind === 'scalar' && aggregator !== undefined ? { aggregator } : {};
            queries.push({ name: names.get(name), ...fields, ...how });
        }
        return { formula: renamed(formula.formula, names) };
    });
    return { queries, formulas };
}
/** `errors` beside data are remarks on an answer that is not whole; without data nothing was answered. */
function readEnvelope(server, json, retries) {
    const body = record(json, 'the answer');
    const errors = field(body, 'errors');
    const notes = (typeof errors === 'string' ? [errors] : textsOf(errors)).filter(text => text !== '');
    const data = field(body, 'data');
    if (data === undefined && notes.length > 0) {
        const sentence = `answered without data: ${said(server.endpoint, notes.join(' '))}`;
        throw new build_errors/* ProviderError */.mZ(failure(server.endpoint, 'provider-error', sentence, retries));
    }
    const attributes = record(field(record(data, 'data'), 'attributes'), 'data.attributes');
    return { attributes, notes: notes.map(note => said(server.endpoint, note)) };
}
/** A column a formula, in their order, beside one column a tag that the rows are grouped by. */
function scalarSeries(answer, index, formulas, at) {
    const columns = columnsOf(answer);
    const numbers = columns.filter(isNumbers);
    const [first] = numbers;
    if (first === undefined)
        return [];
    if (numbers.length !== formulas) {
        throw new UnexpectedShape(`${numbers.length} columns came for ${formulas} formulas`);
    }
    const groups = columns.filter(column => !isNumbers(column));
    const values = list(field(numbers[index] ?? first, 'values'), 'values');
    return values.flatMap((value, row) => {
        const samples = samplesOf([[at, value]]);
        return samples.length === 0 ? [] : [{ labels: rowLabels(groups, row), samples }];
    });
}
function columnsOf(answer) {
    return list(field(answer, 'columns'), 'columns').map(one => record(one, 'a column'));
}
function isNumbers(column) {
    return field(column, 'type') !== 'group';
}
/** Told of a column, or of the first of its series. */
function unitOf({ kind }, answer, index) {
    if (kind === 'scalar') {
        const column = columnsOf(answer).filter(isNumbers)[index];
        const meta = column === undefined ? undefined : field(column, 'meta');
        return isRecord(meta) ? field(meta, 'unit') : undefined;
    }
    const all = list(field(answer, 'series'), 'series').filter(isRecord);
    const series = all.find(one => (field(one, 'query_index') ?? 0) === index);
    return series === undefined ? undefined : field(series, 'unit');
}
function rowLabels(groups, row) {
    return Object.fromEntries(groups.map(group => {
        const cell = list(field(group, 'values'), 'values of a group')[row];
        return [textField(group, 'name') ?? 'group', textsOf(cell).join(',')];
    }));
}
/** Steps are stamped with their start; ours with their end. */
function timeSeries(answer, index, { step }) {
    const times = list(field(answer, 'times'), 'times');
    const rows = list(field(answer, 'values'), 'values');
    return list(field(answer, 'series'), 'series').flatMap((item, row) => {
        const series = record(item, 'a series');
        if ((field(series, 'query_index') ?? 0) !== index)
            return [];
        const values = list(rows[row], 'values of a series');
        const ends = times.map((time, at) => [typeof time === 'number' ? time + step : time, values[at]]);
        return [{ labels: tagLabels(field(series, 'group_tags')), samples: samplesOf(ends) }];
    });
}
function tagLabels(tags) {
    return Object.fromEntries(textsOf(tags).map(tag => {
        const colon = tag.indexOf(':');
        return colon < 0 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)];
    }));
}
function samplesOf(points) {
    return points.flatMap(([at, value]) => {
        const instant = instantOf(at);
        if (instant === undefined)
            throw new UnexpectedShape('a time is no instant');
        if (value === null || value === undefined)
            return [];
        if (typeof value !== 'number')
            throw new UnexpectedShape('a value is not a number');
        return Number.isFinite(value) ? [{ at: instant, value }] : [];
    });
}

// EXTERNAL MODULE: ./.cache/build/providers/grid.js
var providers_grid = __webpack_require__(1356);
;// CONCATENATED MODULE: ./.cache/build/providers/windows.js



/** Windows that cannot be asked about together are asked one by one, so there is an end to them. */
const mostWindows = 120;
/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const mostExact = 12;
/** Whether the windows are asked about together, as steps of whole seconds that lie side by side. */
function inSteps(grid) {
    const adjoining = grid.width === grid.step && grid.step % 1000 === 0;
    return adjoining && (0,providers_grid/* instantsOf */.GR)(grid).length > mostExact;
}
/** Whether there are several windows, and each begins where the one before it ends. */
function adjoins(grid) {
    return grid.first !== grid.last && grid.step === grid.width;
}
/** Asks about each window by itself; `ask` is told where it ends. */
async function windowByWindow(endpoint, grid, ask) {
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    if (instants.length > mostWindows)
        throw tooMany(endpoint);
    return (0,providers_grid/* joinParts */.nn)(await Promise.all(instants.map(ask)), grid);
}
function tooMany(endpoint) {
    const sentence = `is asked about more than ${mostWindows} windows one by one. Shorten baseline.history or lengthen bake.interval.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, 0));
}
/** Windows that overlap are one question each, so there is an end to them. */
function tooManyOverlapping(endpoint, most) {
    const sentence = `is asked about more than ${most} overlapping windows at once. Shorten baseline.history or lengthen bake.interval.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, 0));
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-measure.js



/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const datadog_measure_mostExact = 12;
/** Above 1,500 points a series Datadog widens the steps. */
const mostPoints = 1_000;
/** So many points that stand on every second step or fewer are no accident. */
const pointsToTell = 8;
async function measure(datadog, measuring, grid, io) {
    if (isSteps(grid)) {
        return adjoiningSteps(datadog, measuring, grid, io);
    }
    return windowByWindow(datadog.endpoint, grid, at => {
        const window = {
            kind: 'scalar',
            from: Math.round(at - grid.width),
            to: Math.round(at)
        };
        const ask = (formula) => datadog.ask({ ...window, formula }, io);
        return withScope(measuring, ask, [at]);
    });
}
function isSteps(grid) {
    return (0,providers_grid/* instantsOf */.GR)(grid).length > datadog_measure_mostExact && grid.width === grid.step;
}
/** What travels together: questions about one window, with the same groups, or about the same steps. */
function keysFor({ formula, scope }, grid) {
    const formulas = scope === undefined ? [formula] : [formula, scope];
    const windows = isSteps(grid)
        ? (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), mostPoints).map(({ first, last, step }) => () => `${first} ${last} ${step}`)
        : (0,providers_grid/* instantsOf */.GR)(grid).map(at => ({ grouping }) => `${at} ${grid.width} ${grouping}`);
    return windows.flatMap(keyOf => formulas.map(keyOf));
}
/** Datadog lays steps on multiples of their length; those cut by an edge are left out. */
async function adjoiningSteps(datadog, measuring, grid, io) {
    const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
    const parts = [];
    for (const run of (0,providers_grid/* runsOf */.ky)(aligned, mostPoints)) {
        const ask = (formula) => datadog.ask({ kind: 'timeseries', formula, run }, io);
        parts.push(datadog_measure_whole(await withScope(measuring, ask, (0,providers_grid/* instantsOf */.GR)(run)), run));
    }
    return (0,providers_grid/* joinParts */.nn)(parts, aligned);
}
/** A count of nothing is 0 where its origin has events, and nothing where that is silent, too. */
async function withScope({ formula, scope }, ask, instants) {
    if (scope === undefined)
        return ask(formula);
    const [part, around] = await Promise.all([ask(formula), ask(scope)]);
    const scanned = around.series
        .flatMap(({ samples }) => samples.map(({ value }) => value))
        .reduce((sum, value) => sum + Math.max(0, value), 0);
    const complete = part.complete && around.complete;
    const notes = [...part.notes, ...around.notes];
    const retries = Math.max(part.retries, around.retries);
    if (scanned === 0)
        return { ...part, scanned, complete, notes, retries };
    const known = part.series.length === 0 ? [{ labels: {}, samples: [] }] : part.series;
    const series = known.map(({ labels, samples }) => ({
        labels,
        samples: (0,providers_grid/* withZeros */.cl)(samples, instants)
    }));
    return { series, scanned, complete, notes, retries };
}
/** Steps of another length than we asked for hold other numbers than we take them for. */
function datadog_measure_whole(part, { first, step }) {
    const doubtful = part.series.some(({ samples }) => {
        const steps = samples.filter(({ value }) => value !== 0).map(({ at }) => (at - first) / step);
        if (!steps.every(Number.isInteger))
            return true;
        const [start = 0] = steps;
        return steps.length >= pointsToTell && commonDivisor(steps.map(one => one - start)) > 1;
    });
    if (!doubtful)
        return part;
    const note = 'Datadog answered with steps of another length than the one asked for.';
    return { ...part, complete: false, notes: [...part.notes, note] };
}
function commonDivisor(numbers) {
    const two = (a, b) => (b === 0 ? a : two(b, a % b));
    return numbers.reduce((divisor, one) => two(divisor, Math.abs(one)), 0);
}
/** All events of an origin. */
function scopeFormula(source, search, indexes) {
    return eventFormula({ source, search, indexes, aggregation: 'count', by: [] });
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-monitors.js




const pageSize = 1_000;
/** An organisation with more monitors on one tag has another problem. */
const mostPages = 10;
/** Monitors named in the notes; the count says how many alerts there are. */
const datadog_monitors_mostNamed = 5;
/** The alerts of monitors that carry every one of the tags. */
function monitorsSource(datadog, labels) {
    const tags = Object.entries(labels).map(([name, value]) => tagOf(name, value));
    return {
        pointInTime: true,
        describe: () => `monitors tagged ${tags.join(', ')}`,
        measure: (grid, io) => measureMonitors(datadog, tags, grid, io)
    };
}
function tagOf(name, value) {
    const tag = `${name}:${value}`;
    if (/^[\p{L}][\p{L}\p{N}_./-]*:[\p{L}\p{N}_.:/-]+$/u.test(tag))
        return tag;
    throw new Error(`firing: ${JSON.stringify(tag)} is not a tag of Datadog. Use letters, digits and _ . / - on both sides.`);
}
async function measureMonitors(datadog, tags, grid, io) {
    const alerts = [];
    let retries = 0;
    let carrying = 0;
    let more = true;
    for (let page = 0; more && page < mostPages; page += 1) {
        const answer = await askPage(datadog, tags, page, io);
        retries += answer.retries;
        more = answer.monitors.length === pageSize;
        // A proxy that drops the filter must not make every alert ours.
        const ours = answer.monitors.filter(monitor => carries(monitor, tags));
        carrying += ours.length;
        alerts.push(...ours.filter(isAudible).flatMap(alertsOf));
    }
    const samples = [{ at: grid.last, value: alerts.length }];
    return {
        // Where no monitor watches, none that fires is no good news.
        series: carrying === 0 ? [] : [{ labels: {}, samples }],
        complete: !more,
        scanned: carrying,
        notes: carrying === 0 ? [`No monitor is tagged ${tags.join(', ')}.`] : notesOf(alerts),
        retries,
        before: alerts.filter(({ since }) => since <= grid.last - grid.width).length
    };
}
async function askPage({ endpoint, headers }, tags, page, io) {
    const parameters = new URLSearchParams({
        monitor_tags: tags.join(','),
        group_states: 'alert',
        page: String(page),
        page_size: String(pageSize)
    });
    const asked = {
        method: 'GET',
        path: `/api/v1/monitor?${parameters.toString()}`,
        headers
    };
    const { json, retries } = await askJson(endpoint, io, asked, datadog_data_accountOf);
    const monitors = reading(endpoint, retries, () => list(json, 'the answer').map(one => record(one, 'a monitor')));
    return { monitors, retries };
}
function carries(monitor, tags) {
    const own = new Set(textsOf(field(monitor, 'tags')).map(tag => tag.toLowerCase()));
    return tags.every(tag => own.has(tag.toLowerCase()));
}
/** A muted monitor tells nobody, as a silenced alert does. */
function isAudible(monitor) {
    return textField(monitor, 'overall_state') === 'Alert' && !isMuted(monitor, '*');
}
function isMuted(monitor, group) {
    const options = field(monitor, 'options');
    const silenced = isRecord(options) ? field(options, 'silenced') : undefined;
    return isRecord(silenced) && Object.hasOwn(silenced, group);
}
/** A monitor of several groups fires once for each of them. */
function alertsOf(monitor) {
    const name = textField(monitor, 'name') ?? 'a monitor';
    const state = field(monitor, 'state');
    const groups = isRecord(state) ? field(state, 'groups') : undefined;
    let known = 0;
    const firing = Object.entries(isRecord(groups) ? groups : {}).flatMap(([group, value]) => {
        if (!isRecord(value) || field(value, 'status') !== 'Alert')
            return [];
        known += 1;
        if (isMuted(monitor, group))
            return [];
        const seconds = numeric(field(value, 'last_triggered_ts')) ?? 0;
        const since = (seconds > 0 ? instantOf(seconds * 1000) : undefined) ?? changedAt(monitor);
        return [{ name: group === '*' ? name : `${name} (${group})`, since }];
    });
    return known > 0 ? firing : [{ name, since: changedAt(monitor) }];
}
/** Not known when: then it is not said to have fired before. */
function changedAt(monitor) {
    const at = Date.parse(textField(monitor, 'overall_state_modified') ?? '');
    return Number.isNaN(at) ? Infinity : at;
}
function notesOf(alerts) {
    return alerts.slice(0, datadog_monitors_mostNamed).map(({ name, since }) => {
        const told = Number.isFinite(since) ? ` since ${new Date(since).toISOString()}` : '';
        return `${quote(name, 100)} fires${told}.`;
    });
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog.js






/** https://docs.datadoghq.com/getting_started/site/ */
const sites = [
    'datadoghq.com',
    'us3.datadoghq.com',
    'us5.datadoghq.com',
    'datadoghq.eu',
    'ap1.datadoghq.com',
    'ap2.datadoghq.com',
    'uk1.datadoghq.com',
    'ddog-gov.com',
    'us2.ddog-gov.com'
];
/** Keys that both kinds of endpoint understand. */
const datadogOptions = {
    site: schemas/* enum */.k5n(sites).optional().describe('Where the organisation lives; `url` overrides it'),
    'api-key': schemas/* string */.YjP().min(1).describe('Sent as DD-API-KEY'),
    'application-key': schemas/* string */.YjP().min(1).describe('Sent as DD-APPLICATION-KEY')
};
function datadogAddress({ site }) {
    return typeof site === 'string' ? `https://api.${site}` : undefined;
}
const datadog = {
    name: 'datadog',
    summary: 'Datadog: metrics, formulas over them, and monitors that alert',
    logs: false,
    kinds: ['query', 'ratio', 'count', 'firing'],
    language: 'datadog',
    // Agents send every 15 s, and the newest points change until two minutes after.
    delay: 120_000,
    cost: 'Queries cost nothing. How often one may ask is not published; the answers say what is left.',
    options: schemas/* strictObject */.rej(datadogOptions),
    address: datadogAddress,
    connect: datadog_connect
};
function datadog_connect(endpoint) {
    const connection = connectDatadog(endpoint);
    return { source: question => datadog_sourceOf(connection, question) };
}
function datadog_sourceOf(connection, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(connection.endpoint, question);
            return metricSource(connection, question, false);
        case 'events':
            return metricSource(connection, question, true);
        case 'firing':
            return monitorsSource(connection, question.labels);
        case 'probe':
            throw cannotAsk(connection.endpoint, question);
    }
}
function metricSource(connection, question, counts) {
    const { query } = question;
    const numbers = question.kind === 'value' ? question.numbers : undefined;
    readMetricQuery(query.render(60_000), counts);
    const measuring = ({ width }) => ({
        formula: {
            ...readMetricQuery(query.render(width), counts),
            ...(numbers === undefined ? {} : { numbers })
        }
    });
    return {
        pointInTime: false,
        describe: width => query.render(width),
        measure: (grid, io) => measure(connection, measuring(grid), grid, io),
        shares: connection.shares,
        keys: grid => keysFor(measuring(grid), grid)
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/containing.js


/** So many lines are read at least, since the store may find some that do not hold the literal. */
const mostFound = 1_000;
/** A shorter piece is found nearly everywhere. */
const shortestPiece = 3;
/**
 * The parts of a literal that mean themselves between quotes in every query language: no quote, no escape, no wildcard,
 * no white space at their ends. A line that holds the literal holds all of them, in this order.
 */
function containing_piecesOf(literal) {
    const runs = literal.match(/[A-Za-z0-9 ,:;=@-]+/g) ?? [];
    return runs.map(run => run.trim()).filter(run => run.length >= shortestPiece);
}
/**
 * Words of a literal for a store that knows words, not characters: of letters and digits only, between white space on
 * both sides, since the first and the last may be parts of longer ones.
 */
function containing_wordsOf(literal) {
    const all = literal.split(/\s+/).slice(1, -1);
    return all.filter(word => /^[A-Za-z0-9]+$/.test(word));
}
/**
 * The lines of a source that hold a literal. The store looks for `parts` of it and may find more; what it finds is told
 * apart here, letter by letter. Where there is no part to look for, asking fails: "no such line" must be true when it is
 * said.
 */
function holding(endpoint, literal, parts, sourceOf) {
    const source = sourceOf(parts);
    return {
        ...source,
        fetch: async (window, most, io) => {
            if (parts.length === 0)
                throw new build_errors/* ProviderError */.mZ(refusal(endpoint));
            const { matched: _, ...batch } = await source.fetch(window, Math.max(most, mostFound), io);
            const found = batch.lines.filter(({ text }) => text.includes(literal));
            const lines = found.slice(-most);
            return { ...batch, lines, complete: batch.complete && lines.length === found.length };
        }
    };
}
function refusal(endpoint) {
    const sentence = 'cannot look for lines by their text: it holds no word that can be asked for.';
    return failure(endpoint, 'provider-error', sentence, 0);
}

;// CONCATENATED MODULE: ./.cache/build/providers/flatten.js

/** A record with more fields than these is a document; the first ones must do. */
const mostFields = 200;
const deepest = 8;
/** The leaves of a JSON value as text, named by their path: `http.status_code`, `tags.0`. */
function flatten(value) {
    const fields = [];
    collect(value, '', 0, fields);
    return Object.fromEntries(fields);
}
function collect(value, name, depth, fields) {
    if (fields.length >= mostFields || value === null || value === undefined)
        return;
    if (isRecord(value) || Array.isArray(value)) {
        if (depth === deepest)
            return;
        for (const [key, item] of Object.entries(value)) {
            collect(item, name === '' ? key : `${name}.${key}`, depth + 1, fields);
        }
        return;
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (name !== '' && typeof text === 'string')
        fields.push([name, text]);
}

;// CONCATENATED MODULE: ./.cache/build/providers/newest.js
/**
 * At most `most` lines, the newest ones, ascending whatever order the store gave. Those of one instant stay in the
 * order they come in here.
 */
function newestOf(lines, most) {
    return [...lines].sort((a, b) => a.at - b.at).slice(Math.max(0, lines.length - most));
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-lines.js







/** The most that Datadog gives in one answer. */
const datadog_lines_pageSize = 1_000;
/** Pages without a line, in a row, that name a next one all the same. */
const mostEmpty = 5;
/** Tags that tell one stream of lines from another. */
const streamTags = new Set(['pod_name', 'container_name', 'container_id', 'filename', 'env']);
/** Log lines by Datadog's search, newest first, page by page. */
function linesSource(datadog, indexes, query) {
    if (query.usesWindow) {
        throw new Error('A search for lines has no window in it. Remove {{window}}.');
    }
    const search = query.render(60_000).trim();
    // A log without a message is shown as its attributes, which a search for words does not read.
    let allHaveMessages = true;
    const sourceOf = (text) => ({
        describe: () => text,
        fetch: async (window, most, io) => {
            const fetched = await fetchLines(datadog, { search: text, indexes, window, most }, io);
            allHaveMessages &&= fetched.haveMessages;
            return fetched.batch;
        }
    });
    return {
        ...sourceOf(search),
        containing: literal => holding(datadog.endpoint, literal, allHaveMessages ? containing_wordsOf(literal) : [], words => {
            const phrases = words.map(word => `"${word}"`);
            return sourceOf([...(search === '' ? [] : [`(${search})`]), ...phrases].join(' '));
        })
    };
}
async function fetchLines(datadog, wanted, io) {
    const { window, most } = wanted;
    const lines = new Map();
    const notes = new Set();
    /** Those outside the window included. */
    const seen = new Set();
    let retries = 0;
    let complete = true;
    let haveMessages = true;
    let cursor;
    let empty = 0;
    let goesOn;
    do {
        const known = seen.size;
        const limit = Math.min(datadog_lines_pageSize, most + 1 - lines.size);
        const page = await fetchPage(datadog, wanted, limit, cursor, io);
        for (const [id, line] of page.lines) {
            seen.add(id);
            if (line.at >= window.start && line.at < window.end)
                lines.set(id, line);
        }
        for (const note of page.notes)
            notes.add(note);
        retries += page.retries;
        haveMessages &&= page.haveMessages;
        complete &&= page.complete;
        cursor = page.cursor;
        empty = emptyAfter(empty, page.lines.length);
        goesOn = page.cursor !== undefined && isWorthMore(empty, seen.size > known);
    } while (goesOn && lines.size <= most);
    if (cursor !== undefined)
        complete = false;
    const kept = newestOf([...lines.values()], most);
    const batch = {
        lines: kept,
        complete: complete && lines.size <= most,
        notes: [...notes],
        retries
    };
    return { batch, haveMessages };
}
function emptyAfter(empty, found) {
    return found === 0 ? empty + 1 : 0;
}
/** A page of nothing new would be followed by itself for ever. */
function isWorthMore(empty, isNew) {
    return empty > 0 ? empty <= mostEmpty : isNew;
}
async function fetchPage(datadog, { search, indexes, window }, limit, cursor, io) {
    const body = {
        filter: {
            query: search,
            indexes,
            from: new Date(window.start).toISOString(),
            to: new Date(window.end).toISOString()
        },
        sort: '-timestamp',
        page: { limit, ...(cursor === undefined ? {} : { cursor }) }
    };
    const { json, retries } = await post(datadog, '/api/v2/logs/events/search', body, io);
    return reading(datadog.endpoint, retries, () => {
        const answer = record(json, 'the answer');
        const events = list(field(answer, 'data'), 'data');
        const lines = events.map(readLine);
        const haveMessages = events.every(hasMessage);
        return { lines, haveMessages, retries, ...readMeta(field(answer, 'meta')) };
    });
}
function readMeta(value) {
    const meta = isRecord(value) ? value : {};
    const page = field(meta, 'page');
    const cursor = isRecord(page) ? textField(page, 'after') : undefined;
    const warnings = field(meta, 'warnings');
    const notes = (Array.isArray(warnings) ? warnings : []).filter(isRecord).map(warning => {
        return quote(textField(warning, 'detail') ?? textField(warning, 'title') ?? 'a warning');
    });
    const timedOut = field(meta, 'status') === 'timeout';
    if (timedOut)
        notes.push('Datadog ran out of time: the lines are not all.');
    return { cursor, notes, complete: notes.length === 0 };
}
function hasMessage(value) {
    const attributes = isRecord(value) ? field(value, 'attributes') : undefined;
    return isRecord(attributes) && textField(attributes, 'message') !== undefined;
}
function readLine(value) {
    const event = record(value, 'a log');
    const attributes = record(field(event, 'attributes'), 'attributes');
    const at = Date.parse(textField(attributes, 'timestamp') ?? '');
    if (Number.isNaN(at))
        throw new UnexpectedShape('a timestamp is no instant');
    const tags = tagsOf(attributes);
    const own = ['service', 'host', 'status'].flatMap(name => {
        const text = textField(attributes, name);
        return text === undefined ? [] : [[name, text]];
    });
    const kept = tags.filter(([name]) => streamTags.has(name));
    const rest = field(attributes, 'attributes');
    const line = {
        at,
        text: textField(attributes, 'message') ?? JSON.stringify(rest ?? {}),
        stream: Object.fromEntries([...own.filter(([name]) => name !== 'status'), ...kept]),
        fields: { ...flatten(rest), ...Object.fromEntries(own) }
    };
    return [textField(event, 'id') ?? `${at} ${line.text}`, line];
}
function tagsOf(attributes) {
    return textsOf(field(attributes, 'tags')).flatMap(tag => {
        const colon = tag.indexOf(':');
        return colon < 0 ? [] : [[tag.slice(0, colon), tag.slice(colon + 1)]];
    });
}

;// CONCATENATED MODULE: ./.cache/build/providers/datadog-logs.js







const datadogLogs = {
    name: 'datadog-logs',
    summary: 'Datadog: log lines, spans and other events, counted by search queries',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'datadog-search',
    delay: 120_000,
    options: schemas/* strictObject */.rej({
        ...datadogOptions,
        source: schemas/* enum */.k5n(['logs', 'spans', 'rum', 'audit', 'events', 'ci-pipelines', 'ci-tests'])
            .prefault('logs')
            .describe('What is searched; default `logs`'),
        indexes: schemas/* array */.YOg(schemas/* string */.YjP().min(1))
            .min(1)
            .optional()
            .describe('Log indexes to search; default all')
    }),
    address: datadogAddress,
    cost: 'Searching costs nothing beyond indexing. How often one may ask is not published; the answers say what is left.',
    connect: datadog_logs_connect
};
function datadog_logs_connect(endpoint) {
    const { source, indexes } = endpoint.options;
    const searching = {
        datadog: connectDatadog(endpoint),
        source: typeof source === 'string' ? source : 'logs',
        indexes: Array.isArray(indexes) ? indexes.map(String) : ['*']
    };
    return {
        source: question => datadog_logs_sourceOf(searching, question),
        lines: query => {
            if (searching.source === 'logs') {
                return linesSource(searching.datadog, searching.indexes, query);
            }
            throw new Error(`An endpoint with source: ${searching.source} holds no lines. Use source: logs.`);
        }
    };
}
function datadog_logs_sourceOf(searching, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(searching.datadog.endpoint, question);
            return valueSource(searching, question);
        case 'events':
            return countSource(searching, question);
        case 'firing':
        case 'probe':
            throw cannotAsk(searching.datadog.endpoint, question);
    }
}
function valueSource({ datadog, source, indexes }, { query, numbers }) {
    readEventQuery(query.render(60_000), source, indexes);
    const measuring = ({ width }) => ({
        formula: {
            ...eventFormula(readEventQuery(query.render(width), source, indexes)),
            ...(numbers === undefined ? {} : { numbers })
        }
    });
    return {
        pointInTime: false,
        describe: width => query.render(width),
        measure: (grid, io) => measure(datadog, measuring(grid), grid, io),
        shares: datadog.shares,
        keys: grid => keysFor(measuring(grid), grid)
    };
}
function countSource({ datadog, source, indexes }, { query }) {
    if (query.usesWindow) {
        throw new Error('A search has no window in it; it is counted over each. Remove {{window}}.');
    }
    const measuring = ({ width }) => {
        const search = query.render(width).trim();
        const formula = scopeFormula(source, search, indexes);
        return { formula, scope: scopeFormula(source, scopeOf(search), indexes) };
    };
    return {
        pointInTime: false,
        describe: width => query.render(width),
        measure: (grid, io) => measure(datadog, measuring(grid), grid, io),
        shares: datadog.shares,
        keys: grid => keysFor(measuring(grid), grid)
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/dynatrace-dql.js
/** DQL as text: what a check may write, and what is added to it. */
/** Throws a plain Error for the user. */
function refuseTimes(dql) {
    const outlined = outline(dql);
    const named = /\b(from|to|timeframe)\s*:/.exec(outlined)?.[1];
    if (named !== undefined) {
        throw new Error(`${named}: is given by Bakegate, which asks for windows of its own. Remove it.`);
    }
    if (!/^\s*(fetch|timeseries|data|smartscapeNodes|smartscapeEdges)\b/.test(outlined)) {
        throw new Error('A query begins with fetch or timeseries. Write fetch logs | filter ….');
    }
}
/** Records are counted as they are fetched. Throws a plain Error for the user. */
function refuseSummaries(dql) {
    refuseTimes(dql);
    const command = /(?:^|\|)\s*(summarize|makeTimeseries|timeseries|limit|sort)\b/.exec(outline(dql));
    if (command === null)
        return;
    throw new Error(`${command[1] ?? ''} has no place in a query whose records are counted or read. End the query with its filters.`);
}
function counted(dql) {
    return `${dql.trim()}\n| summarize count = count()`;
}
/** Counted by steps on multiples of their length, each named by its start. */
function countedBySteps(dql, step) {
    return `${dql.trim()}\n| summarize count = count(), by: { step = bin(timestamp, ${step / 1000}s) }`;
}
function newest(dql, most) {
    return `${dql.trim()}\n| sort timestamp desc\n| limit ${most}`;
}
function readsLogs(dql) {
    return /(?:^|\|)\s*(?:fetch|append|join|lookup)\b[^|]*?\blogs\b/.test(outline(dql));
}
/** The query with what is quoted or commented blanked out. */
function outline(dql) {
    return dql.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|`[^`]*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, text => ' '.repeat(text.length));
}

;// CONCATENATED MODULE: ./.cache/build/providers/dynatrace-grail.js



const root = '/platform/storage/query/v1';
/** Milliseconds. Grail holds an answer back until the query is done, at most as long as it is asked to. */
const longestWait = 30_000;
const betweenPolls = 500;
/**
 * Runs one query to its end: starts it, polls while it runs, and cancels it where the endpoint's deadline comes
 * first, since it would go on scanning. https://docs.dynatrace.com/docs/dynatrace-api/platform-api/platform-storage-query-v1
 */
async function runDql(endpoint, question, io) {
    const deadline = io.clock.now() + endpoint.timeout;
    const first = await dynatrace_grail_send(endpoint, executeOf(question, endpoint.timeout), io, endpoint.timeout);
    let { answer, retries } = first;
    const token = textField(answer, 'requestToken');
    for (;;) {
        const state = textField(answer, 'state');
        if (state === 'SUCCEEDED') {
            return reading(endpoint, retries, () => readResult(endpoint, answer, question.seconds ?? 1, retries));
        }
        if ((state !== 'RUNNING' && state !== 'NOT_STARTED') || token === undefined) {
            throw new build_errors/* ProviderError */.mZ(unfinished(endpoint, state, retries));
        }
        const left = deadline - io.clock.now() - betweenPolls;
        if (left <= betweenPolls) {
            await cancel(endpoint, token, io);
            const words = `did not answer within ${endpoint.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`;
            throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'deadline', words, retries));
        }
        await io.clock.sleep(betweenPolls, io.signal);
        const next = await dynatrace_grail_send(endpoint, pollOf(token, left), io, left);
        answer = next.answer;
        retries += next.retries;
    }
}
function executeOf({ dql, start, end, most }, timeout) {
    return {
        method: 'POST',
        path: `${root}/query:execute`,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({
            query: dql,
            defaultTimeframeStart: new Date(start).toISOString(),
            defaultTimeframeEnd: new Date(end).toISOString(),
            requestTimeoutMilliseconds: waitOf(timeout),
            fetchTimeoutSeconds: Math.max(1, Math.ceil(timeout / 1000)),
            maxResultRecords: most,
            includeTypes: true
        })
    };
}
function pollOf(token, left) {
    const parameters = new URLSearchParams({
        'request-token': token,
        'request-timeout-milliseconds': String(waitOf(left))
    });
    const path = `${root}/query:poll?${parameters.toString()}`;
    return { method: 'GET', path, headers: { Accept: 'application/json' } };
}
/** Half of what is left: an answer that comes late must still arrive. */
function waitOf(left) {
    return Math.max(1, Math.min(longestWait, Math.floor(left / 2)));
}
async function dynatrace_grail_send(endpoint, asked, io, timeout) {
    const { json, retries } = await askJson({ ...endpoint, timeout }, io, asked, dynatrace_grail_accountOf);
    return { answer: reading(endpoint, retries, () => record(json, 'the answer')), retries };
}
/** Best effort: what does not work out here costs a scan, and changes nothing. */
async function cancel(endpoint, token, io) {
    const parameters = new URLSearchParams({ 'request-token': token });
    const path = `${root}/query:cancel?${parameters.toString()}`;
    try {
        await ask(endpoint, io, { method: 'POST', path, once: true }, 2_000);
    }
    catch (error) {
        if (!(error instanceof build_errors/* ProviderError */.mZ))
            throw error;
    }
}
function unfinished(endpoint, state, retries) {
    const sentence = `ended the query as ${said(endpoint, state ?? 'nothing known')}. Ask for less, or look at the query in a notebook.`;
    return failure(endpoint, 'provider-error', sentence, retries);
}
function dynatrace_grail_accountOf({ status, text }) {
    const { words, missing } = dynatrace_grail_wordsOf(text);
    const scopes = missing.length === 0 ? '' : ` It lacks ${missing.join(', ')}.`;
    const code = status === 400 ? 'invalid-query' : undefined;
    return {
        ...(words === undefined ? {} : { words }),
        ...(code === undefined ? {} : { code }),
        remedy: `Check the endpoint's bearer-token (a platform token) and its scopes.${scopes}`
    };
}
/** The detailed message names the place in the query; the scopes that are missing have a list of their own. */
function dynatrace_grail_wordsOf(text) {
    try {
        const json = JSON.parse(text);
        const error = isRecord(json) ? field(json, 'error') : undefined;
        if (!isRecord(error))
            return { missing: [] };
        const details = field(error, 'details');
        const own = isRecord(details) ? details : {};
        const words = textField(own, 'errorMessage') ?? textField(error, 'message');
        const lacking = [
            ...textsOf(field(own, 'missingScopes')),
            ...textsOf(field(own, 'missingPermissions'))
        ];
        const missing = lacking.filter(scope => /^[\w:.-]{1,60}$/.test(scope));
        return words === undefined ? { missing } : { words, missing };
    }
    catch {
        return { missing: [] };
    }
}
function readResult(endpoint, answer, seconds, retries) {
    const result = record(field(answer, 'result'), 'result');
    const types = field(result, 'types');
    const records = list(field(result, 'records'), 'records').flatMap((row, index) => isRecord(row) ? [numbered(row, typesAt(types, index), seconds)] : []);
    const metadata = field(result, 'metadata');
    const grail = isRecord(metadata) ? field(metadata, 'grail') : undefined;
    const known = isRecord(grail) ? grail : {};
    const scanned = field(known, 'scannedRecords');
    const bytes = field(known, 'scannedBytes');
    const warnings = warningsOf(endpoint, field(known, 'notifications'));
    const sampled = field(known, 'sampled') === true;
    return {
        records,
        complete: warnings.length === 0 && !sampled,
        ...(isCount(scanned) ? { scanned } : {}),
        ...(isCount(bytes) ? { bytes } : {}),
        notes: sampled ? [...warnings, 'Grail answered from a sample.'] : warnings,
        retries
    };
}
/** Field types are told for ranges of records; the end of a range belongs to it. */
function typesAt(types, index) {
    const all = Array.isArray(types) ? types.filter(isRecord) : [];
    const range = all.find(one => {
        const [first, last] = list(field(one, 'indexRange') ?? [], 'indexRange');
        return (numeric(first) ?? 0) <= index && index <= (numeric(last) ?? Infinity);
    });
    const mappings = range === undefined ? undefined : field(range, 'mappings');
    return isRecord(mappings) ? mappings : {};
}
/** Whole numbers come as text, since they may be longer than JSON's, and durations as nanoseconds. */
function numbered(row, types, seconds) {
    return Object.fromEntries(Object.entries(row).map(([name, value]) => {
        const type = field(types, name);
        const kind = isRecord(type) ? textField(type, 'type') : undefined;
        if (kind !== 'long' && kind !== 'double' && kind !== 'duration')
            return [name, value];
        const number = numeric(value);
        if (number === undefined)
            return [name, null];
        return [name, kind === 'duration' ? number / 1e9 / seconds : number];
    }));
}
/** What is only told (a limit that DQL adds by itself) is no doubt about the answer. */
function warningsOf(endpoint, notifications) {
    const all = Array.isArray(notifications) ? notifications.filter(isRecord) : [];
    return all
        .filter(one => /^(WARN|ERROR)/.test(textField(one, 'severity') ?? ''))
        .map(one => said(endpoint, textField(one, 'message') ?? 'a warning without words'));
}

;// CONCATENATED MODULE: ./.cache/build/providers/dynatrace-lines.js







/** Fields that tell one stream of lines from another. */
const streamFields = ['k8s.pod.name', 'k8s.container.name', 'host.name', 'log.source'];
/** Log records by DQL, in one answer. */
function dynatrace_lines_linesSource(endpoint, query) {
    const dql = query.render(60_000);
    refuseSummaries(dql);
    return {
        ...dynatrace_lines_sourceOf(endpoint, dql),
        containing: literal => holding(endpoint, literal, containing_piecesOf(literal), pieces => {
            const held = pieces.map(piece => `contains(content, "${piece}")`).join(' and ');
            // A record without content is shown as its fields.
            return dynatrace_lines_sourceOf(endpoint, `${dql.trim()}\n| filter isNull(content) or (${held})`);
        })
    };
}
function dynatrace_lines_sourceOf(endpoint, dql) {
    return {
        describe: () => dql,
        fetch: (window, most, io) => dynatrace_lines_fetchLines(endpoint, dql, window, most, io),
        billed: true
    };
}
async function dynatrace_lines_fetchLines(endpoint, dql, { start, end }, most, io) {
    const question = { dql: newest(dql, most + 1), start, end, most: most + 1 };
    const grail = await runDql(endpoint, question, io);
    const all = reading(endpoint, grail.retries, () => grail.records.map(dynatrace_lines_readLine));
    const inside = all.filter(({ at }) => at >= start && at < end);
    return {
        lines: newestOf(inside, most),
        complete: grail.complete && grail.records.length <= most,
        ...(grail.scanned === undefined ? {} : { scanned: grail.scanned }),
        ...(grail.bytes === undefined ? {} : { bytes: grail.bytes }),
        notes: grail.notes,
        retries: grail.retries
    };
}
function dynatrace_lines_readLine(row) {
    const at = Date.parse(textField(row, 'timestamp') ?? '');
    if (Number.isNaN(at))
        throw new UnexpectedShape('timestamp is no instant');
    const { content, timestamp: _timestamp, ...rest } = row;
    const stream = streamFields.flatMap(name => {
        const value = field(row, name);
        return typeof value === 'string' ? [[name, value]] : [];
    });
    const text = typeof content === 'string' ? content : JSON.stringify(rest);
    return { at, text, stream: Object.fromEntries(stream), fields: flatten(rest) };
}

;// CONCATENATED MODULE: ./.cache/build/providers/dynatrace.js








/** Records of one answer: groups of a value, or steps of a count. */
const mostRecords = 1_000;
const dynatrace = {
    name: 'dynatrace',
    summary: 'Dynatrace: whatever DQL can ask of Grail, metrics, spans, events and log lines',
    logs: true,
    kinds: ['query', 'ratio', 'count', 'logs'],
    language: 'dql',
    delay: 120_000,
    options: schemas/* strictObject */.rej({
        environment: schemas/* string */.YjP()
            .regex(/^[a-z0-9-]{3,40}$/, 'It is the first part of the address: abc12345.')
            .optional()
            .describe('Id of the environment; `url` overrides it')
    }),
    address: ({ environment }) => typeof environment === 'string' ? `https://${environment}.apps.dynatrace.com` : undefined,
    cost: 'Dynatrace bills each GiB of logs, events and spans that a query reads (by your rate card; retention with included queries excepted); timeseries of metrics cost nothing. A query that runs is polled twice a second.',
    readsAll: true,
    connect: dynatrace_connect
};
function dynatrace_connect(endpoint) {
    return {
        source: question => dynatrace_sourceOf(endpoint, question),
        lines: query => dynatrace_lines_linesSource(endpoint, query)
    };
}
function dynatrace_sourceOf(endpoint, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            refuseTimes(question.query.render(60_000));
            return {
                ...source(question.query, (dql, grid, io) => {
                    return values(endpoint, dql, secondsOf(question), grid, io);
                }),
                requests: grid => (0,providers_grid/* instantsOf */.GR)(grid).length
            };
        case 'events':
            refuseSummaries(question.query.render(60_000));
            return {
                ...source(question.query, (dql, grid, io) => counts(endpoint, dql, grid, io)),
                requests: grid => (inSteps(grid) ? (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), mostRecords) : (0,providers_grid/* instantsOf */.GR)(grid)).length
            };
        case 'firing':
        case 'probe':
            throw cannotAsk(endpoint, question);
    }
}
function source(query, measure) {
    return {
        pointInTime: false,
        logs: readsLogs(query.render(60_000)),
        describe: width => query.render(width),
        measure: (grid, io) => measure(query.render(grid.width), grid, io)
    };
}
async function values(endpoint, dql, seconds, grid, io) {
    return windowByWindow(endpoint, grid, async (at) => {
        const grail = await runDql(endpoint, { ...questionOf(dql, grid, at), seconds }, io);
        return partOf(endpoint, grail, () => grail.records.flatMap(row => seriesOf(row, at)));
    });
}
/** A duration says itself how long it is: it is told in the check's own unit of time. */
function secondsOf({ numbers }) {
    return numbers?.unit === 'seconds' ? numbers.scale : 1;
}
async function counts(endpoint, dql, grid, io) {
    if (inSteps(grid)) {
        return countSteps(endpoint, dql, grid, io);
    }
    return windowByWindow(endpoint, grid, async (at) => {
        const grail = await runDql(endpoint, questionOf(counted(dql), grid, at), io);
        return partOf(endpoint, grail, () => grail.scanned === 0
            ? []
            : [{ labels: {}, samples: [{ at, value: countOf(grail.records[0] ?? {}) }] }]);
    });
}
/** Steps without a record are not told: they are 0 where anything was looked at. */
async function countSteps(endpoint, dql, grid, io) {
    const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
    const parts = [];
    for (const run of (0,providers_grid/* runsOf */.ky)(aligned, mostRecords)) {
        const question = {
            dql: countedBySteps(dql, run.step),
            start: run.first - run.step,
            end: run.last,
            most: mostRecords
        };
        const grail = await runDql(endpoint, question, io);
        parts.push(partOf(endpoint, grail, () => {
            if (grail.scanned === 0)
                return [];
            const counted = new Map(grail.records.map(row => [stepOf(row) + run.step, countOf(row)]));
            const samples = (0,providers_grid/* instantsOf */.GR)(run).map(at => ({ at, value: counted.get(at) ?? 0 }));
            return [{ labels: {}, samples }];
        }));
    }
    return (0,providers_grid/* joinParts */.nn)(parts, aligned);
}
function questionOf(dql, grid, at) {
    return { dql, start: at - grid.width, end: at, most: mostRecords };
}
function partOf(endpoint, grail, read) {
    const { complete, scanned, bytes, notes, retries, records } = grail;
    return {
        series: reading(endpoint, retries, read),
        complete: complete && records.length < mostRecords,
        ...(scanned === undefined ? {} : { scanned }),
        ...(bytes === undefined ? {} : { bytes }),
        notes,
        retries
    };
}
/** The numbers of a record are values, its texts say of what. */
function seriesOf(row, at) {
    const numbers = Object.entries(row).flatMap(([name, value]) => {
        if (Array.isArray(value)) {
            throw new UnexpectedShape(`${name} is a series where a number was asked for (add scalar: true to the aggregation)`);
        }
        return typeof value === 'number' ? [[name, value]] : [];
    });
    const labels = Object.fromEntries(Object.entries(row).flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : []));
    return numbers.map(([name, value]) => ({
        labels: numbers.length > 1 ? { ...labels, value: name } : labels,
        samples: [{ at, value }]
    }));
}
function countOf(row) {
    const count = field(row, 'count');
    if (typeof count !== 'number')
        throw new UnexpectedShape('count is not a number');
    return count;
}
function stepOf(row) {
    const step = field(row, 'step');
    const at = typeof step === 'string' ? Date.parse(step) : Number.NaN;
    if (Number.isNaN(at))
        throw new UnexpectedShape('step is no instant');
    return at;
}

;// CONCATENATED MODULE: ./.cache/build/providers/aws-identity.js

/** Credentials of their own, where those of the job's environment are not the ones to use. */
const awsKeys = {
    'access-key-id': key().describe('Instead of AWS_ACCESS_KEY_ID'),
    'secret-access-key': key().describe('Instead of AWS_SECRET_ACCESS_KEY'),
    'session-token': key().describe('Of temporary keys, instead of AWS_SESSION_TOKEN')
};
function regionOption() {
    return schemas/* string */.YjP()
        .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'A region such as eu-west-1 is expected.')
        .optional()
        .describe('AWS region; default AWS_REGION');
}
/** For providers whose backend may stand behind AWS: `sigv4: {region, service}`. */
function sigv4Option(services) {
    return {
        sigv4: schemas/* strictObject */.rej({ region: regionOption(), service: service(services), ...awsKeys })
            .optional()
            .describe(`Requests are signed for AWS, by the service ${services.join(' or ')}`)
    };
}
/** Whom `sigv4` signs as. `service`: where the option names none. */
function sigv4Identity({ sigv4 }, service) {
    if (typeof sigv4 !== 'object' || sigv4 === null)
        return undefined;
    const options = sigv4;
    const named = options['service'];
    return { ...awsIdentity(options, typeof named === 'string' ? named : service), explicit: true };
}
/** Whom a service of AWS is asked as. */
function awsIdentity(options, service) {
    return { cloud: 'aws', service, options, explicit: false };
}
/** The address of a service in the endpoint's region. */
function awsAddress(service, { region }) {
    if (typeof region !== 'string')
        return undefined;
    return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
function service(services) {
    return schemas/* enum */.k5n(services).optional().describe('The name in the signature; default the first');
}
function key() {
    const error = 'It is empty or holds white space. Look for a newline at its end.';
    return schemas/* string */.YjP()
        .regex(/^[\x21-\x7e]+$/, error)
        .optional();
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-query.js

/** Groups of `by` that are kept apart in one window; more are a doubt about all of them. */
const elasticsearch_query_mostGroups = 500;
/**
 * Reads the text of a check. Throws a plain Error with a sentence for the user.
 *
 *     text     = lucene [ "|" function ] / json
 *     function = name "(" [ field ] ")" [ "by" field *( "," field ) ]
 *     name     = "count" / "avg" / "min" / "max" / "sum" / "cardinality" / "p" percent
 *     json     = a clause of the Query DSL, or {"query": clause, "aggs": …}
 *
 * An empty Lucene text, or `*`, takes every document.
 */
function readAsking(text, wanted) {
    const asking = text.trimStart().startsWith('{') ? readJson(text) : readLucene(text);
    const counts = Object.keys(asking.aggregations).length === 0;
    if (wanted === 'value' && counts && !asking.piped) {
        throw new Error('A query needs a function: write `… | p95(event.duration)`, or JSON with "query" and "aggs".');
    }
    if (wanted === 'events' && !counts && !asking.grouped) {
        throw new Error('A count counts documents. Remove the function, or ask it as a `query` with a limit.');
    }
    return asking;
}
/** The clause of a text that may hold no function: what lines are fetched by. */
function readFilter(text) {
    const { filter, aggregations, piped, runtimeMappings } = text.trimStart().startsWith('{')
        ? readJson(text)
        : readLucene(text);
    if (piped || Object.keys(aggregations).length > 0) {
        throw new Error('A log query takes lines, not a function of them. Remove the function.');
    }
    if (runtimeMappings !== undefined) {
        throw new Error('"runtime_mappings" cannot stand in a log query. Put the fields into the mapping.');
    }
    return filter;
}
function readJson(text) {
    const json = elasticsearch_query_parseJson(text);
    if (!isRecord(json))
        throw new Error('The JSON is not one object.');
    const keys = Object.keys(json);
    const known = ['query', 'aggs', 'aggregations', 'runtime_mappings'];
    const plain = { piped: false, grouped: false, zero: true, aggregations: {} };
    if (!keys.some(key => known.includes(key)))
        return { ...plain, filter: json };
    const unknown = keys.find(key => !known.includes(key));
    if (unknown !== undefined) {
        throw new Error(`"${unknown}" cannot stand here. Write ${known.join(', ')} and nothing else.`);
    }
    const { query = { match_all: {} }, runtime_mappings: runtime } = json;
    const aggregations = json['aggs'] ?? json['aggregations'] ?? {};
    if (!isRecord(query) || !isRecord(aggregations))
        throw new Error('"query" is not an object.');
    const counts = Object.keys(aggregations).length === 0;
    if (!counts)
        targetOf(aggregations);
    return {
        ...plain,
        zero: counts,
        filter: query,
        aggregations,
        ...(isRecord(runtime) ? { runtimeMappings: runtime } : {})
    };
}
function elasticsearch_query_parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        throw new Error(`A query that begins with { is JSON, but it is not valid: ${words}.`);
    }
}
function readLucene(text) {
    const pipe = lastPipe(text);
    const filter = luceneClause(pipe === undefined ? text : text.slice(0, pipe));
    if (pipe === undefined) {
        return { filter, aggregations: {}, zero: true, piped: false, grouped: false };
    }
    const { name, field, by } = readFunction(text.slice(pipe + 1));
    const inner = name === 'count' ? {} : metricOf(name, field);
    const aggregations = by.reduceRight((aggs, group) => ({
        [group]: { terms: { field: group, size: elasticsearch_query_mostGroups }, ...elasticsearch_query_present(aggs) }
    }), inner);
    const zero = ['count', 'sum', 'cardinality'].includes(name) && by.length === 0;
    return { filter, aggregations, zero, piped: true, grouped: name === 'count' && by.length > 0 };
}
function elasticsearch_query_present(aggs) {
    return Object.keys(aggs).length === 0 ? {} : { aggs };
}
function luceneClause(text) {
    const query = text.trim();
    if (query === '' || query === '*')
        return { match_all: {} };
    return { query_string: { query, analyze_wildcard: true, time_zone: 'UTC' } };
}
/** The last single bar outside quotes and regular expressions; `||` is Lucene's OR. */
function lastPipe(text) {
    const tokens = /\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|\/(?:\\\/|[^/])*\/|\|\||\|/g;
    const bars = [...text.matchAll(tokens)].filter(([token]) => token === '|');
    return bars.at(-1)?.index;
}
const fieldName = '[A-Za-z_@][\\w.@-]*';
const functionPattern = new RegExp(`^(\\w+(?:\\.\\d+)?)\\s*\\(\\s*(${fieldName})?\\s*\\)(?:\\s+by\\s+(${fieldName}(?:\\s*,\\s*${fieldName})*))?$`);
function readFunction(text) {
    const match = functionPattern.exec(text.trim());
    if (match === null) {
        throw new Error(`\`${text.trim()}\` is no function. Write avg(field), p95(field) or count() behind the bar, and \`by field\` behind it.`);
    }
    const [, name = '', field = '', groups] = match;
    const by = groups === undefined ? [] : groups.split(',').map(group => group.trim());
    if (new Set(by).size < by.length)
        throw new Error('A field stands twice behind `by`.');
    if (name === 'count' && field !== '')
        throw new Error('`count()` takes no field.');
    if (name !== 'count' && field === '')
        throw new Error(`\`${name}(…)\` needs a field.`);
    return { name, field, by };
}
function metricOf(name, field) {
    if (['avg', 'min', 'max', 'sum', 'cardinality'].includes(name)) {
        return { value: { [name]: { field } } };
    }
    const percent = Number(/^p(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1]);
    if (percent > 0)
        return { value: { percentiles: { field, percents: [percent] } } };
    throw new Error(`\`${name}\` is no function. Known are count, avg, min, max, sum, cardinality, p50, p95, p99.9 and the like.`);
}
/**
 * Which aggregation of one level carries the value: the only one, or the one named `value` where others
 * stand beside it (a bucket_script needs them).
 */
function targetOf(aggregations) {
    const names = Object.keys(aggregations);
    const target = names.length === 1 ? names[0] : names.find(name => name === 'value');
    if (target === undefined) {
        throw new Error(`The aggregations ${names.join(', ')} stand side by side. Name the one that counts \`value\`.`);
    }
    const below = elasticsearch_query_insideOf(aggregations, target);
    if (Object.keys(below).length > 0)
        targetOf(below);
    return target;
}
/** The aggregations inside one of them. */
function elasticsearch_query_insideOf(aggregations, name) {
    const own = aggregations[name];
    if (!isRecord(own))
        return {};
    const inside = own['aggs'] ?? own['aggregations'] ?? {};
    return isRecord(inside) ? inside : {};
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-answer.js


/**
 * `timed_out`, `terminated_early`, failed shards, skipped clusters and a total that is a lower bound are all
 * answered with 200.
 */
function completenessOf(answer) {
    const notes = [
        ...(field(answer, 'timed_out') === false
            ? []
            : ['The search timed out and counted a part only.']),
        ...(field(answer, 'terminated_early') === true
            ? ['The search was ended early and counted a part only.']
            : []),
        ...shardNotes(record(field(answer, '_shards'), '_shards')),
        ...clusterNotes(field(answer, '_clusters'))
    ];
    return { complete: notes.length === 0, notes };
}
function shardNotes(shards) {
    const failed = field(shards, 'failed');
    if (!isCount(failed))
        throw new UnexpectedShape('_shards.failed is missing');
    if (failed === 0)
        return [];
    const [first] = Array.isArray(field(shards, 'failures'))
        ? list(field(shards, 'failures'), 'failures')
        : [];
    const reason = isRecord(first) ? elasticsearch_answer_wordsOf(first) : '';
    const total = field(shards, 'total');
    return [`${failed} of ${isCount(total) ? total : '?'} shards failed. ${reason}`.trim()];
}
/** Cross-cluster search: a cluster that may be skipped is left out without an error. */
function clusterNotes(clusters) {
    if (!isRecord(clusters))
        return [];
    const missing = ['skipped', 'partial', 'failed', 'running'].reduce((sum, key) => {
        const count = field(clusters, key);
        return sum + (isCount(count) ? count : 0);
    }, 0);
    return missing === 0 ? [] : [`${missing} remote clusters answered not at all or in part.`];
}
/** How many documents matched, and whether that is all of them. */
function totalOf(answer) {
    const hits = record(field(answer, 'hits'), 'hits');
    const total = record(field(hits, 'total'), 'hits.total');
    const count = field(total, 'value');
    if (!isCount(count))
        throw new UnexpectedShape('hits.total.value is no number');
    return { count, exact: field(total, 'relation') === 'eq' };
}
/** The numbers that one window's bucket holds: one for each group that the aggregations make of it. */
function pointsOf(bucket, aggregations, zero) {
    const found = [];
    const cut = elasticsearch_answer_collect(bucket, aggregations, {}, { found, zero });
    return { points: found, cut };
}
function elasticsearch_answer_collect(bucket, aggregations, labels, to) {
    const count = field(bucket, 'doc_count');
    if (!isCount(count))
        throw new UnexpectedShape('doc_count is missing');
    if (Object.keys(aggregations).length === 0) {
        to.found.push({ labels, value: count });
        return false;
    }
    // What an aggregation says of no document is no measurement: a sum of nothing is 0, a maximum null.
    if (count === 0 && !to.zero)
        return false;
    const name = targetOf(aggregations);
    const answer = record(field(bucket, name), name);
    const inside = elasticsearch_query_insideOf(aggregations, name);
    const buckets = field(answer, 'buckets');
    if (buckets !== undefined) {
        const groups = groupsOf(buckets, name);
        const cuts = groups.map(([key, group]) => elasticsearch_answer_collect(group, inside, { ...labels, [name]: key }, to));
        return isCut(answer) || cuts.includes(true);
    }
    if (field(answer, 'doc_count') !== undefined)
        return elasticsearch_answer_collect(answer, inside, labels, to);
    for (const [percent, value] of numbersOf(answer, name)) {
        to.found.push({ labels: percent === '' ? labels : { ...labels, percentile: percent }, value });
    }
    return false;
}
function groupsOf(buckets, name) {
    if (isRecord(buckets)) {
        return Object.entries(buckets).map(([key, group]) => [key, record(group, name)]);
    }
    return list(buckets, `${name}.buckets`).map(item => {
        const group = record(item, name);
        const key = field(group, 'key_as_string') ?? field(group, 'key');
        return [keyOf(key), group];
    });
}
function keyOf(key) {
    return typeof key === 'string' ? key : JSON.stringify(key ?? '');
}
function isCut(answer) {
    return ['sum_other_doc_count', 'doc_count_error_upper_bound'].some(key => {
        const count = field(answer, key);
        return typeof count === 'number' && count !== 0;
    });
}
/** `value`, or `values` of percentiles: by name, where they are several. Null and NaN are no value. */
function numbersOf(answer, name) {
    if (Object.hasOwn(answer, 'value')) {
        const value = field(answer, 'value');
        return elasticsearch_answer_isFinite(value) ? [['', value]] : [];
    }
    const values = field(answer, 'values');
    if (values === undefined) {
        throw new UnexpectedShape(`the aggregation ${name} gives no single number`);
    }
    const entries = isRecord(values)
        ? Object.entries(values).filter(([key]) => !key.endsWith('_as_string'))
        : list(values, `${name}.values`).map(item => {
            const pair = record(item, `${name}.values`);
            return [keyOf(field(pair, 'key')), field(pair, 'value')];
        });
    return entries.flatMap(([key, value]) => elasticsearch_answer_isFinite(value) ? [[entries.length === 1 ? '' : key, value]] : []);
}
function elasticsearch_answer_isFinite(value) {
    return typeof value === 'number' && Number.isFinite(value);
}
/** Points of several windows as series. */
function elasticsearch_answer_seriesOf(windows) {
    const known = new Map();
    for (const { at, points } of windows) {
        for (const { labels, value } of points) {
            const key = JSON.stringify(labels);
            const series = known.get(key) ?? { labels, samples: [] };
            known.set(key, series);
            series.samples.push({ at, value });
        }
    }
    return [...known.values()];
}
/** The account of a refused request, and of one refused search among several. */
function elasticsearch_answer_accountOf({ status, text }) {
    const body = elasticsearch_answer_parsed(text);
    const error = isRecord(body) ? field(body, 'error') : undefined;
    if (!isRecord(error))
        return { words: typeof error === 'string' ? error : text, ...codeOf(status) };
    return { words: elasticsearch_answer_wordsOf(error), ...codeOf(status, textField(error, 'type')) };
}
function elasticsearch_answer_parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A pattern that matches no index is a mistake in the configuration, as a query that does not parse is. */
function codeOf(status, type = '') {
    if (type === 'index_not_found_exception' || status === 400)
        return { code: 'invalid-query' };
    return {};
}
/** The first shard's reason and what caused it: "Failed to parse query [a AND]: Cannot parse …". */
function elasticsearch_answer_wordsOf(error) {
    const [first] = ['failed_shards', 'root_cause'].flatMap(key => {
        const items = field(error, key);
        return Array.isArray(items) && isRecord(items[0]) ? [items[0]] : [];
    });
    const own = field(first ?? error, 'reason');
    const reason = isRecord(own) ? own : (first ?? error);
    const cause = field(reason, 'caused_by');
    const texts = [
        textField(reason, 'reason') ?? textField(error, 'reason') ?? textField(error, 'type'),
        isRecord(cause) ? textField(cause, 'reason') : undefined
    ];
    return [...new Set(texts.filter(text => text !== undefined))].join(': ');
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-line.js

/** A longer line is cut: a dump in a log is no text that anybody reads. */
const longestText = 65_536;
const longestField = 32_768;
/** Where the text stands: ECS and most shippers, fluentd, pino and bunyan, OpenTelemetry, the raw event. */
const messageFields = [
    'message',
    'log',
    'msg',
    'body',
    'body.text',
    'Body',
    '@message',
    'event.original'
];
/** Which of these a record has says whose lines follow each other: ECS, fluentd and Fluent Bit, OpenTelemetry. */
const elasticsearch_line_streamFields = [
    'kubernetes.pod.name',
    'kubernetes.pod_name',
    'resource.attributes.k8s.pod.name',
    'resource.attributes.k8s@pod@name',
    'kubernetes.container.name',
    'kubernetes.container_name',
    'resource.attributes.k8s.container.name',
    'container.id',
    'container_id',
    'resource.attributes.service.instance.id',
    'host.name',
    'hostname',
    'resource.attributes.host.name',
    'log.file.path',
    'stream'
];
function namesOf(names) {
    const { timeField, messageField } = names;
    return { timeField, ...(messageField === undefined ? {} : { messageField }) };
}
function foldOf(names) {
    return { names, lines: [], streams: new Map(), characters: 0 };
}
/** Adds one record. Where no message is found, the record itself is the text, as JSON. */
function elasticsearch_line_readLine(fold, at, source) {
    const { timeField, messageField } = fold.names;
    const all = flatten(source);
    const name = messageField ?? messageFields.find(candidate => Object.hasOwn(all, candidate));
    const message = name === undefined ? undefined : own(all, name);
    const text = (message ?? JSON.stringify(source ?? {})).slice(0, longestText);
    const fields = [];
    for (const [key, value] of Object.entries(all)) {
        if (key === name || key === timeField)
            continue;
        fields.push([key, value.slice(0, longestField)]);
        fold.characters += key.length + value.length;
    }
    fold.characters += text.length;
    fold.lines.push({ at, text, stream: streamOf(fold, all), fields: Object.fromEntries(fields) });
}
/** One object for all lines of a stream. The names stand in one order, so that their values are the key. */
function streamOf(fold, all) {
    const names = elasticsearch_line_streamFields.filter(name => Object.hasOwn(all, name));
    const key = names.map(name => `${name}=${all[name] ?? ''}`).join('\u0000');
    const known = fold.streams.get(key);
    if (known !== undefined)
        return known;
    const stream = Object.fromEntries(names.map(name => [name, all[name] ?? '']));
    fold.streams.set(key, stream);
    return stream;
}
function own(labels, name) {
    return Object.hasOwn(labels, name) ? labels[name] : undefined;
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-search.js





/** Searches in one request: a check asks one or two, its history up to a hundred. */
const mostSearches = 100;
function connectionOf(endpoint) {
    const { index, 'time-field': time, 'message-field': message, 'api-key': key } = endpoint.options;
    const connection = {
        endpoint,
        index: typeof index === 'string' ? index : '',
        timeField: typeof time === 'string' ? time : '@timestamp',
        messageField: typeof message === 'string' ? message : undefined,
        headers: {
            Accept: 'application/json',
            ...(typeof key === 'string' ? { Authorization: `ApiKey ${elasticsearch_search_encoded(key)}` } : {})
        }
    };
    const known = { takesSeveral: true };
    const search = createBatcher((bodies, io) => searchAll(connection, bodies, known, io), mostSearches);
    const shares = { most: mostSearches };
    return { ...connection, shares, search: (body, io) => search(JSON.stringify(body), io) };
}
/** Kibana shows a key encoded; the API's answer has `id` and `api_key`, which people join by a colon. */
function elasticsearch_search_encoded(key) {
    return key.includes(':') ? Buffer.from(key, 'utf8').toString('base64') : key;
}
/** The path of an index pattern. Date mathematics (`<logs-{now/d}>`) holds slashes. */
function indexPath(index, api) {
    return `/${encodeURIComponent(index)}/${api}`;
}
/**
 * A typo in a pattern would match no index and nothing would be counted, so no index is an error; a part that
 * could be had is better than none and says so.
 */
const options = {
    ignore_unavailable: false,
    allow_no_indices: false,
    allow_partial_search_results: true
};
/** Statuses by which a server or gateway says that it has no such route. */
const noRoute = new Set([400, 404, 405, 501]);
/**
 * All searches, each different one once: in one `_msearch`, or each in a `_search` of its own behind a gateway that
 * lets nothing else through.
 */
async function searchAll(connection, bodies, known, io) {
    const distinct = [...new Set(bodies)];
    const answers = known.takesSeveral
        ? await searchTogether(connection, distinct, known, io)
        : await searchApart(connection, distinct, io);
    const found = new Map(distinct.map((body, at) => [body, answers[at]]));
    return bodies.map(body => found.get(body) ?? foundOf(connection.endpoint, {}, 0));
}
async function searchTogether(connection, bodies, known, io) {
    const { endpoint, index, headers } = connection;
    const header = JSON.stringify(options);
    const asked = {
        method: 'POST',
        path: indexPath(index, '_msearch'),
        headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
        body: bodies.map(body => `${header}\n${body}\n`).join('')
    };
    let status = 0;
    try {
        const { json, retries } = await askJson(endpoint, io, asked, response => {
            status = response.status;
            return elasticsearch_answer_accountOf(response);
        });
        return reading(endpoint, retries, () => {
            const responses = list(field(record(json, 'the answer'), 'responses'), 'responses');
            return bodies.map((_, at) => foundOf(endpoint, record(responses[at], `responses[${at}]`), retries));
        });
    }
    catch (error) {
        if (!noRoute.has(status))
            throw error;
        const apart = await searchApart(connection, bodies, io);
        if (apart.every(one => one instanceof build_errors/* ProviderError */.mZ))
            throw error;
        known.takesSeveral = false;
        return apart;
    }
}
function searchApart({ endpoint, index, headers }, bodies, io) {
    const query = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    const path = `${indexPath(index, '_search')}?${query.join('&')}`;
    const own = { ...headers, 'Content-Type': 'application/json' };
    return Promise.all(bodies.map(async (body) => {
        try {
            const asked = { method: 'POST', path, headers: own, body };
            const { json, retries } = await askJson(endpoint, io, asked, elasticsearch_answer_accountOf);
            return reading(endpoint, retries, () => foundOf(endpoint, record(json, 'the answer'), retries));
        }
        catch (error) {
            if (error instanceof build_errors/* ProviderError */.mZ)
                return error;
            throw error;
        }
    }));
}
function foundOf(endpoint, answer, retries) {
    if (!isRecord(field(answer, 'error')))
        return { answer, retries };
    const status = field(answer, 'status');
    const response = {
        status: typeof status === 'number' ? status : 500,
        text: JSON.stringify(answer),
        headers: {},
        retries
    };
    return new build_errors/* ProviderError */.mZ(failureOf(endpoint, response, elasticsearch_answer_accountOf(response)));
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-containing.js






/** Types whose values are indexed whole, word by word. A keyword is not: what is longer is left out. */
const analysed = new Set(['text', 'match_only_text', 'pattern_text']);
/** The raw event may stand beside the message, and is seldom indexed. */
const seldomIndexed = 'event.original';
/**
 * A clause that every document matches whose text holds the literal, and some others do: the server knows
 * words, not characters. Only the words inside the literal are asked for, since its first and last may be
 * parts of longer ones. Rejects with ProviderError where that leaves no word, or where the server could miss a
 * document, because "no such line" must be true when it is said.
 */
async function containingClause(connection, literal, io) {
    const words = wholeWords(literal);
    if (!/[\p{L}\p{N}]/u.test(words))
        throw elasticsearch_containing_refusal(connection, 'the text holds no whole word');
    const fields = await textFields(connection, io);
    const should = fields.map(name => ({ match_phrase: { [name]: words } }));
    return { bool: { should, minimum_should_match: 1 } };
}
/** White space ends a word for every analyser of text. */
function wholeWords(literal) {
    const pieces = literal.split(/(\s+)/);
    const first = pieces[0] === '' ? 0 : 1;
    const last = pieces.at(-1) === '' ? pieces.length : pieces.length - 1;
    return pieces.slice(first, last).join('').trim();
}
/** Where messages stand in this index; every one of them must be searchable. */
async function textFields(connection, io) {
    const { endpoint, index, headers, messageField } = connection;
    const wanted = messageField === undefined ? messageFields : [messageField];
    const options = 'ignore_unavailable=false&allow_no_indices=false';
    const path = `${indexPath(index, '_field_caps')}?fields=${encodeURIComponent(wanted.join(','))}&${options}`;
    const { json, retries } = await askJson(endpoint, io, { method: 'GET', path, headers }, elasticsearch_answer_accountOf);
    const types = reading(endpoint, retries, () => {
        const fields = record(field(record(json, 'the answer'), 'fields'), 'fields');
        return wanted.map(name => [name, typesOf(field(fields, name))]);
    });
    const unfit = types.find(([name, known]) => name !== seldomIndexed && known.some(type => !analysed.has(type)));
    if (unfit !== undefined)
        throw elasticsearch_containing_refusal(connection, `${unfit[0]} is no analysed text`);
    const fit = types.filter(([, known]) => known.length > 0 && known.every(type => analysed.has(type)));
    if (fit.length === 0)
        throw elasticsearch_containing_refusal(connection, 'no field holds analysed text');
    return fit.map(([name]) => name);
}
/** `{"text": {…}, "unmapped": {…}}`; an object is no field of its own. */
function typesOf(capabilities) {
    if (!isRecord(capabilities))
        return [];
    return Object.keys(capabilities).filter(type => !['object', 'nested', 'unmapped'].includes(type));
}
function elasticsearch_containing_refusal({ endpoint }, because) {
    const sentence = `cannot look for lines by their text: ${because}.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, 0));
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-measure.js





/**
 * Windows of one search. A cluster refuses answers of more than 65 535 buckets; each group of each window
 * is one.
 */
const mostPlainWindows = 5_000;
const mostGroupedWindows = 100;
const mostWindowsApart = 60;
/** So many documents per shard tell well enough that the index has documents in a window. */
const mostScanned = 10_000;
/** Asks for every window of a grid in as few searches as there can be, and for what lies in it at all. */
async function elasticsearch_measure_measure(connection, asking, grid, io) {
    const span = { start: grid.first - grid.width, end: grid.last };
    const [scanned, ...parts] = await Promise.all([
        countAll(connection, span, io),
        ...(0,providers_grid/* runsOf */.ky)(grid, elasticsearch_measure_mostWindows(asking)).map(run => askRun(connection, asking, run, io))
    ]);
    // Where the index has nothing at all, that nothing matched means nothing.
    const believed = scanned > 0 ? parts : parts.map(part => ({ ...part, series: [] }));
    return (0,providers_grid/* joinParts */.nn)([...believed, { series: [], complete: true, scanned, notes: [], retries: 0 }], grid);
}
/** How many searches `measure` sends: of these and all others of the moment, a hundred travel together. */
function searchesFor(asking, grid) {
    return 1 + (0,providers_grid/* runsOf */.ky)(grid, elasticsearch_measure_mostWindows(asking)).length;
}
/** The clause that takes the documents of [start, end). */
function windowClause({ timeField }, { start, end }) {
    return { range: { [timeField]: { gte: start, lt: end, format: 'epoch_millis' } } };
}
/** A search stops when nobody waits for it any more. */
function patience({ endpoint }) {
    return `${Math.max(1, Math.floor(endpoint.timeout * 0.9))}ms`;
}
/** How many documents of whatever kind the index has in a window, up to a bound. */
async function countAll(connection, span, io) {
    const body = {
        size: 0,
        track_total_hits: true,
        terminate_after: mostScanned,
        timeout: patience(connection),
        query: { bool: { filter: [windowClause(connection, span)] } }
    };
    const { answer, retries } = await connection.search(body, io);
    return reading(connection.endpoint, retries, () => totalOf(answer).count);
}
function elasticsearch_measure_mostWindows({ aggregations }) {
    return isGrouped(aggregations) ? mostGroupedWindows : mostPlainWindows;
}
function isGrouped(aggregations) {
    return Object.keys(aggregations).some(name => Object.keys(elasticsearch_query_insideOf(aggregations, name)).length > 0);
}
function askRun(connection, asking, run, io) {
    const counts = Object.keys(asking.aggregations).length === 0;
    return counts && run.first === run.last
        ? countOne(connection, asking, run, io)
        : aggregate(connection, asking, run, io);
}
/** The documents of one window: their exact number costs less than an aggregation. */
async function countOne(connection, asking, run, io) {
    const body = { ...searchOf(connection, asking, run), track_total_hits: true };
    const { answer, retries } = await connection.search(body, io);
    return reading(connection.endpoint, retries, () => {
        const { count, exact } = totalOf(answer);
        const { complete, notes } = completenessOf(answer);
        return {
            series: [{ labels: {}, samples: [{ at: run.first, value: count }] }],
            complete: complete && exact,
            notes: exact ? notes : [...notes, 'The count is a lower bound.'],
            retries
        };
    });
}
async function aggregate(connection, asking, run, io) {
    const adjoins = run.width === run.step && run.first < run.last;
    const own = Object.keys(asking.aggregations).length === 0 ? {} : { aggs: asking.aggregations };
    const body = {
        ...searchOf(connection, asking, run),
        track_total_hits: false,
        aggs: { windows: { ...(adjoins ? steps : ranges)(connection, run), ...own } }
    };
    const found = await connection.search(body, io);
    const isCount = Object.keys(asking.aggregations).length === 0;
    if (isCount && field(found.answer, 'aggregations') === undefined) {
        return countApart(connection, asking, run, io);
    }
    return reading(connection.endpoint, found.retries, () => elasticsearch_measure_partOf(found, asking, run, adjoins));
}
/** A server that makes no aggregation is asked for a few windows one by one; of more the totals must do without. */
async function countApart(connection, asking, run, io) {
    const notes = ['The backend made no aggregation.'];
    const instants = (0,providers_grid/* instantsOf */.GR)(run);
    if (instants.length > mostWindowsApart) {
        return { series: [], complete: true, notes, retries: 0 };
    }
    const parts = await Promise.all(instants.map(at => countOne(connection, asking, { ...run, first: at, last: at }, io)));
    return (0,providers_grid/* joinParts */.nn)([...parts, { series: [], complete: true, notes, retries: 0 }], run);
}
function searchOf(connection, asking, run) {
    const { filter, runtimeMappings } = asking;
    const span = { start: run.first - run.width, end: run.last };
    return {
        size: 0,
        timeout: patience(connection),
        query: { bool: { filter: [windowClause(connection, span), filter] } },
        ...(runtimeMappings === undefined ? {} : { runtime_mappings: runtimeMappings })
    };
}
/** Windows side by side. The offset lays the buckets on the grid; without it they are epoch-aligned. */
function steps({ timeField }, run) {
    const offset = (run.first - run.width) % run.step;
    return {
        date_histogram: {
            field: timeField,
            fixed_interval: `${run.step}ms`,
            offset: `+${offset}ms`,
            min_doc_count: 1
        }
    };
}
/** Windows that overlap or leave gaps, each named by its end. `from` is included and `to` is not. */
function ranges({ timeField }, run) {
    const windows = (0,providers_grid/* instantsOf */.GR)(run).map(at => ({
        key: String(at),
        from: String(at - run.width),
        to: String(at)
    }));
    return { date_range: { field: timeField, format: 'epoch_millis', ranges: windows } };
}
function elasticsearch_measure_partOf({ answer, retries }, asking, run, adjoins) {
    const { complete, notes } = completenessOf(answer);
    const aggregations = record(field(answer, 'aggregations'), 'aggregations');
    const windows = record(field(aggregations, 'windows'), 'windows');
    const read = new Map(list(field(windows, 'buckets'), 'buckets').map(item => {
        const bucket = record(item, 'a bucket');
        const key = numeric(field(bucket, 'key'));
        if (key === undefined)
            throw new UnexpectedShape('the key of a window is no number');
        const at = key + (adjoins ? run.step : 0);
        return [at, pointsOf(bucket, asking.aggregations, asking.zero)];
    }));
    const nothing = { points: asking.zero ? [{ labels: {}, value: 0 }] : [], cut: false };
    const points = (0,providers_grid/* instantsOf */.GR)(run).map(at => ({ at, ...(read.get(at) ?? nothing) }));
    const cut = points.some(window => window.cut);
    const tooMany = `There are more than ${elasticsearch_query_mostGroups} groups, or more than the aggregation keeps; some are missing.`;
    return {
        series: asking.grouped ? filled(elasticsearch_answer_seriesOf(points), run) : elasticsearch_answer_seriesOf(points),
        complete: complete && !cut,
        notes: cut ? [...notes, tooMany] : notes,
        retries
    };
}
function filled(series, run) {
    return series.map(({ labels, samples }) => ({
        labels,
        samples: (0,providers_grid/* withZeros */.cl)(samples, (0,providers_grid/* instantsOf */.GR)(run))
    }));
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-patterns.js






const mostPatterns = 1_000;
const wildcard = '*';
/**
 * `categorize_text` of Elasticsearch 7.16 and newer; other servers do not know it and say so. OpenSearch has
 * `patterns` in PPL: version 2 clusters what it has fetched itself, ten thousand lines at the most; version 3 groups by
 * `simple_pattern` in an aggregation, which was never tried: Maven Central has no plugin of it.
 */
async function fetchPatterns(connection, filter, window, io) {
    const message = connection.messageField ?? 'message';
    const body = {
        size: 0,
        timeout: patience(connection),
        track_total_hits: false,
        query: { bool: { filter: [windowClause(connection, window), filter] } },
        aggs: {
            patterns: {
                categorize_text: { field: message, size: mostPatterns, min_doc_count: 1 },
                aggs: { example: { top_hits: { size: 1, _source: [message] } } }
            }
        }
    };
    const { answer, retries } = await searchPatterns(connection, body, io);
    return reading(connection.endpoint, retries, () => {
        const aggregations = record(field(answer, 'aggregations'), 'aggregations');
        const buckets = list(field(record(field(aggregations, 'patterns'), 'patterns'), 'buckets'), 'buckets');
        return {
            patterns: buckets.map(item => patternOf(record(item, 'a bucket'), namesOf(connection))),
            wildcard,
            complete: completenessOf(answer).complete && buckets.length < mostPatterns,
            retries
        };
    });
}
async function searchPatterns(connection, body, io) {
    try {
        return await connection.search(body, io);
    }
    catch (error) {
        if (!(error instanceof build_errors/* ProviderError */.mZ) || error.failure.code !== 'invalid-query')
            throw error;
        const { retries, message } = error.failure;
        const sentence = `does not cluster lines itself. It said: ${message}`;
        throw new build_errors/* ProviderError */.mZ(failure(connection.endpoint, 'provider-error', sentence, retries));
    }
}
function patternOf(bucket, names) {
    const count = field(bucket, 'doc_count');
    const text = textField(bucket, 'key');
    if (!isCount(count) || text === undefined) {
        throw new UnexpectedShape('a bucket has no key or doc_count');
    }
    const example = exampleOf(field(bucket, 'example'), names);
    // The key holds the words that the lines have in common; what varies between them is left out.
    const words = text.replaceAll(wildcard, '').split(/\s+/).join(wildcard);
    return { text: words, count, ...(example === undefined ? {} : { example }) };
}
function exampleOf(example, names) {
    const hits = record(field(record(example, 'example'), 'hits'), 'example.hits');
    const [hit] = list(field(hits, 'hits'), 'example.hits.hits');
    if (hit === undefined)
        return undefined;
    const fold = foldOf(names);
    elasticsearch_line_readLine(fold, 0, field(record(hit, 'a hit'), '_source'));
    return fold.lines[0]?.text;
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch-lines.js











/** `index.max_result_window` as it is where nobody changed it: no search may return more. */
const largestPage = 10_000;
const smallestPage = 100;
/** Characters of one fetch: what a gate can hold and read, whatever the lines are. */
const mostCharacters = 100_000_000;
function lineSource(connection, query) {
    return {
        describe: () => query.text,
        fetch: (window, most, io) => elasticsearch_lines_fetchLines(connection, filterOf(query, window), window, most, io),
        containing: literal => containing(connection, query, literal),
        patterns: (window, io) => fetchPatterns(connection, filterOf(query, window), window, io)
    };
}
/** The server finds the words, and the rest is looked for here. */
function containing(connection, query, literal) {
    return {
        describe: () => `${query.text} (lines that hold ${JSON.stringify(literal)})`,
        fetch: async (window, most, io) => {
            const clause = await containingClause(connection, literal, io);
            const filter = { bool: { filter: [filterOf(query, window), clause] } };
            const { matched: _, ...batch } = await elasticsearch_lines_fetchLines(connection, filter, window, Math.max(most, largestPage), io);
            const holding = batch.lines.filter(({ text }) => text.includes(literal));
            const lines = holding.slice(-most);
            return { ...batch, lines, complete: batch.complete && lines.length === holding.length };
        }
    };
}
function filterOf(query, { start, end }) {
    return readFilter(query.render(end - start));
}
/**
 * Pages back in time from the newest line. Every page begins anew where the last one ended, its last
 * millisecond included, and what was seen is left out: that needs no context held open on the server, no
 * tie-breaker and no right beyond reading, and works the same in every version and across clusters.
 */
async function elasticsearch_lines_fetchLines(connection, filter, window, most, io) {
    const progress = {
        fold: foldOf(namesOf(connection)),
        notes: new Set(),
        complete: true,
        matched: 0,
        retries: 0,
        size: largestPage,
        next: { end: window.end, seen: new Set() }
    };
    for (let pages = 0; progress.next !== undefined && progress.fold.lines.length < most;) {
        const { end, seen } = progress.next;
        const wanted = most - progress.fold.lines.length + seen.size;
        const size = Math.min(progress.size, Math.max(smallestPage, wanted));
        const body = pageBody(connection, filter, { start: window.start, end }, size, pages === 0);
        const page = await elasticsearch_lines_askPage(connection, body, size, io);
        if (page === 'too large') {
            progress.size = Math.max(smallestPage, Math.floor(size / 4));
            continue;
        }
        if (pages === 0)
            progress.matched = page.total;
        takePage(progress, page, progress.next);
        pages += 1;
    }
    const scanned = progress.matched === 0 ? await countAll(connection, window, io) : undefined;
    return batchOf(progress, window, most, scanned);
}
async function elasticsearch_lines_askPage(connection, body, size, io) {
    try {
        return await search(connection, body, size, io);
    }
    catch (error) {
        const tooLarge = error instanceof build_errors/* ProviderError */.mZ && error.failure.code === 'response-too-large';
        if (!tooLarge || size <= smallestPage)
            throw error;
        return 'too large';
    }
}
function pageBody(connection, filter, window, size, counts) {
    return {
        size,
        timeout: patience(connection),
        track_total_hits: counts,
        query: { bool: { filter: [windowClause(connection, window), filter] } },
        sort: newestFirst(connection.timeField)
    };
}
/**
 * By milliseconds, since nanoseconds do not fit the number that the next page begins with; within one by
 * nanoseconds, where the index has them, and by the place in the file and in the index: the lines of a trace
 * that were written at one moment must stay in their order.
 */
function newestFirst(timeField) {
    const by = (type) => ({
        [timeField]: { order: 'desc', numeric_type: type, unmapped_type: type }
    });
    return [
        by('date'),
        by('date_nanos'),
        { 'log.offset': { order: 'desc', unmapped_type: 'long' } },
        { _doc: { order: 'desc' } }
    ];
}
async function search({ endpoint, index, headers }, body, size, io) {
    const options = 'ignore_unavailable=false&allow_no_indices=false&allow_partial_search_results=true';
    const asked = {
        method: 'POST',
        path: `${indexPath(index, '_search')}?${options}`,
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(body)
    };
    const { json, retries } = await askJson(endpoint, io, asked, elasticsearch_answer_accountOf);
    return reading(endpoint, retries, () => {
        const answer = record(json, 'the answer');
        const hits = list(field(record(field(answer, 'hits'), 'hits'), 'hits'), 'hits.hits');
        const counts = body['track_total_hits'] === true;
        const total = counts ? totalOf(answer).count : 0;
        // Where the index is sorted as the lines are, what does not count ends as soon as the page is full.
        const whole = completenessOf(counts ? answer : { ...answer, terminated_early: false });
        return { hits: hits.map(hitOf), asked: size, total, retries, ...whole };
    });
}
function hitOf(item) {
    const hit = record(item, 'a hit');
    const [at] = list(field(hit, 'sort'), 'sort');
    const instant = instantOf(at);
    if (instant === undefined)
        throw new UnexpectedShape('sort is no instant');
    const id = `${textField(hit, '_index') ?? ''}/${textField(hit, '_id') ?? ''}`;
    return { id, at: instant, source: field(hit, '_source') };
}
function takePage(progress, page, cursor) {
    const { fold, notes } = progress;
    const fresh = page.hits.filter(({ id }) => !cursor.seen.has(id));
    for (const { at, source } of fresh)
        elasticsearch_line_readLine(fold, at, source);
    const next = cursorAfter(page, cursor, fresh.length > 0);
    progress.retries += page.retries;
    progress.complete &&= page.complete;
    for (const note of page.notes)
        notes.add(note);
    if (next === 'stuck') {
        notes.add('More lines carry one and the same time than a page holds; some of them are missing.');
    }
    else if (fold.characters > mostCharacters) {
        notes.add('The lines are too long to read them all.');
    }
    else {
        progress.next = next;
        return;
    }
    progress.complete = false;
    progress.next = next === 'stuck' ? { end: cursor.end - 1, seen: new Set() } : undefined;
}
/** `stuck`: the page holds nothing but one millisecond, and nothing new of that. */
function cursorAfter(page, { end, seen }, advanced) {
    const oldest = page.hits.at(-1)?.at;
    if (oldest === undefined || page.hits.length < page.asked)
        return undefined;
    const tied = page.hits.filter(({ at }) => at === oldest).map(({ id }) => id);
    if (oldest + 1 < end)
        return { end: oldest + 1, seen: new Set(tied) };
    return advanced ? { end, seen: new Set([...seen, ...tied]) } : 'stuck';
}
function batchOf(progress, window, most, scanned) {
    const { fold, matched, complete, notes, retries } = progress;
    // A record with several times may be found by one of them and sorted by another.
    const inside = fold.lines.filter(({ at }) => at >= window.start && at < window.end);
    const lines = newestOf(inside.slice(0, most).reverse(), most);
    return {
        lines,
        complete: complete && lines.length >= matched,
        matched,
        ...(scanned === undefined ? {} : { scanned }),
        notes: [...notes],
        retries
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/elasticsearch.js







/** A query is read once with some window, so that a mistake in it is found before the bake. */
const elasticsearch_anyWidth = 60_000;
const elasticsearch = {
    name: 'elasticsearch',
    summary: 'Elasticsearch and OpenSearch: documents counted and aggregated, log lines',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'lucene',
    delay: 60_000,
    options: schemas/* strictObject */.rej({
        index: schemas/* string */.YjP()
            .min(1)
            .max(2000)
            .describe('Index, alias, data stream or pattern; several by commas'),
        'time-field': schemas/* string */.YjP().min(1).optional().describe('Default: `@timestamp`'),
        'message-field': schemas/* string */.YjP()
            .min(1)
            .optional()
            .describe('Where a log line has its text; default: what is there of the usual names'),
        'api-key': schemas/* string */.YjP()
            .regex(/^[\x21-\x7e]+$/, 'It is empty or holds white space. Look for a newline at its end.')
            .optional()
            .describe('Sent as `Authorization: ApiKey …`: encoded as Kibana shows it, or `id:api_key`'),
        ...sigv4Option(['es', 'aoss'])
    }),
    identity: options => sigv4Identity(options, 'es'),
    cost: 'No search is billed by itself; a cluster is sized, and a serverless project scales, by the load of searches.',
    connect: elasticsearch_connect
};
function elasticsearch_connect(endpoint) {
    const connection = connectionOf(endpoint);
    return {
        source: question => elasticsearch_sourceOf(connection, question),
        lines: query => {
            refuseTwoWays(endpoint);
            readFilter(query.render(elasticsearch_anyWidth));
            return lineSource(connection, query);
        }
    };
}
function elasticsearch_sourceOf(connection, question) {
    const { endpoint } = connection;
    if (question.kind !== 'value' && question.kind !== 'events')
        throw cannotAsk(endpoint, question);
    if (question.kind === 'value' && question.request !== undefined) {
        throw cannotAsk(endpoint, question);
    }
    refuseTwoWays(endpoint);
    const { kind, query } = question;
    readAsking(query.render(elasticsearch_anyWidth), kind);
    return {
        pointInTime: false,
        describe: width => query.render(width),
        measure: (grid, io) => elasticsearch_measure_measure(connection, readAsking(query.render(grid.width), kind), grid, io),
        requests: grid => searchesFor(readAsking(query.render(grid.width), kind), grid),
        shares: connection.shares
    };
}
function refuseTwoWays({ auth, options }) {
    if (options['api-key'] === undefined || auth === undefined)
        return;
    throw new Error('Its endpoint has two ways to authenticate. Keep one; `api-key` stands alone.');
}

;// CONCATENATED MODULE: ./.cache/build/providers/together.js


/** A ratio and its control group, each over the newest step and over the bake so far. */
const most = 8;
/**
 * The questions of one check that are asked in the same turn, in one request: what one of them lacks, the check
 * lacks. Where that request may have been refused for its form, and for each that it did not tell, they are asked
 * one by one, so that the backend's words are about the one that is wrong; where each alone is answered, the form is
 * not for this backend. Nor is it where it takes too long.
 */
function createTogether(asking) {
    let joins = true;
    const group = async (questions, io) => {
        const started = io.clock.now();
        const alone = (question, timeout) => settled(() => asking.alone(question, io, timeout));
        if (!joins || questions.length === 1) {
            return Promise.all(questions.map(question => alone(question, asking.timeout)));
        }
        const told = await settled(() => asking.joined(questions, io));
        const left = asking.timeout - (io.clock.now() - started);
        const failed = told instanceof build_errors/* ProviderError */.mZ;
        if (failed && (left <= 0 || !mayBeTheForm(told))) {
            joins &&= !isLate(told);
            return questions.map(() => told);
        }
        const parts = failed ? [] : told;
        const answers = await Promise.all(questions.map(async (question, index) => parts[index] ?? (await alone(question, left))));
        const lacks = questions.some((_, index) => parts[index] === undefined);
        if (lacks && answers.every(answer => !(answer instanceof build_errors/* ProviderError */.mZ)))
            joins = false;
        if (parts.some(isLate))
            joins = false;
        return answers;
    };
    const keyOf = asking.keyOf ?? (() => '');
    return {
        shares: { most },
        ask: createBatcher((all, io) => byKey(all, keyOf, most, load => group(load, io)), Infinity),
        part: () => {
            joins = false;
        }
    };
}
/** An endpoint that asks the questions of each check together. */
function togetherByCheck(endpoint, { alone, joined, ...keys }, sourceOf) {
    const forCheck = () => {
        const together = createTogether({
            alone: (one, io, timeout) => alone({ ...endpoint, timeout }, one, io),
            joined: (all, io) => joined(endpoint, all, io),
            timeout: endpoint.timeout,
            ...keys
        });
        return { source: question => sourceOf(endpoint, together, question) };
    };
    return { ...forCheck(), forCheck };
}
/** Rejects with what is no ProviderError only. */
async function settled(question) {
    try {
        return await question();
    }
    catch (error) {
        if (error instanceof build_errors/* ProviderError */.mZ)
            return error;
        throw error;
    }
}
/** The attempts of one request, told by the first of its parts. */
function toldOnce(retries, index) {
    return index === 0 ? retries : 0;
}
function isLate(part) {
    return part instanceof build_errors/* ProviderError */.mZ && part.failure.code === 'deadline';
}
/** No credentials, too many requests, nobody there: that holds of each alone, too. */
const ofAll = new Set([401, 429, 502, 503, 504]);
/** A firewall before the backend refuses with 403 what each alone is let through with. */
function mayBeTheForm({ failure, status }) {
    if (status !== undefined)
        return !ofAll.has(status);
    return ['invalid-query', 'response-too-large', 'not-json'].includes(failure.code);
}

;// CONCATENATED MODULE: ./.cache/build/providers/graphite.js





const mostInUrl = 2_000;
const graphite = {
    name: 'graphite',
    summary: 'Graphite: series by the render API',
    logs: false,
    kinds: ['query', 'ratio'],
    language: 'graphite',
    delay: 60_000,
    options: schemas/* strictObject */.rej({}),
    connect: graphite_connect
};
function graphite_connect(endpoint) {
    return togetherByCheck(endpoint, { alone, joined, keyOf: ({ grid }) => graphite_keyOf(grid) }, graphite_sourceOf);
}
function graphite_sourceOf(endpoint, together, question) {
    const query = plainQuery(endpoint, question);
    const reduce = question.kind === 'events' ? 'sum' : 'newest';
    return {
        pointInTime: false,
        describe: width => query.render(width).trim(),
        measure: async (grid, io) => {
            const target = query.render(grid.width).trim();
            return (0,providers_grid/* joinParts */.nn)([await together.ask({ target, reduce, grid }, io)], grid);
        },
        shares: together.shares,
        keys: grid => [graphite_keyOf(grid)]
    };
}
/** All windows in one request. */
async function alone(endpoint, one, io) {
    const { json, retries } = await askJson(endpoint, io, asked([one.target], one.grid), graphite_accountOf);
    const found = reading(endpoint, retries, () => list(json, 'the answer').map(graphite_seriesOf));
    return graphite_partOf(one, found, retries);
}
/**
 * Targets over the same span, the names of whose series say whose they are. Over a longer one, Graphite may read
 * older points of a coarser archive for all of it, so other spans are other requests.
 */
async function joined(endpoint, all, io) {
    const [first] = all;
    if (first === undefined)
        return [];
    const targets = all.map(({ target }, index) => `aliasSub(${target},"^","${markOf(index)}")`);
    const { json, retries } = await askJson(endpoint, io, asked(targets, first.grid), graphite_accountOf);
    const found = reading(endpoint, retries, () => list(json, 'the answer').map(graphite_seriesOf));
    const parts = all.map((_, index) => found.flatMap(series => markedSeries(series, markOf(index))));
    // A name that nobody's mark begins: the marks are not understood here.
    if (parts.flat().length < found.length)
        return [];
    return all.map((one, index) => graphite_partOf(one, parts[index] ?? [], toldOnce(retries, index)));
}
function markOf(index) {
    return `bakegate_${index}:`;
}
function markedSeries(series, mark) {
    const { target = '' } = series.labels;
    if (!target.startsWith(mark))
        return [];
    return [{ ...series, labels: { target: target.slice(mark.length) } }];
}
function graphite_partOf(asking, found, retries) {
    const unknown = found.some(({ points, resolution }) => points.length > 0 && resolution === undefined);
    const known = found.map(series => ({ ...series, lacks: lackOf(series, asking) }));
    const unfit = known.filter(({ lacks }) => lacks === 'all');
    const series = known
        .filter(({ lacks }) => lacks !== 'all')
        .map(({ labels, points, resolution = Infinity }) => ({
        labels,
        samples: (0,providers_grid/* instantsOf */.GR)(asking.grid).flatMap(at => sampleOf(points, resolution, asking, at))
    }));
    const told = known.flatMap(({ lacks, resolution }) => lacks === 'none' || resolution === undefined ? [] : [tooShort(resolution, asking)]);
    const notes = unknown ? ['One point is too few to know how long an interval it stands for.'] : [];
    return {
        series,
        complete: !unknown,
        ...(unfit.length > 0 && unfit.length === known.length ? { outdated: true } : {}),
        notes: [...notes, ...new Set(told)],
        retries
    };
}
/** How many of the windows are too short for a point of the series, whatever its values. */
function lackOf({ points, resolution }, windows) {
    const [first] = points;
    if (first === undefined || resolution === undefined)
        return 'none';
    const instants = (0,providers_grid/* instantsOf */.GR)(windows.grid);
    const lacking = instants.filter(at => {
        const end = first.at + Math.floor((at - first.at) / resolution) * resolution;
        return !belongs({ at: end - resolution, value: 0 }, resolution, windows, at);
    });
    if (lacking.length === instants.length)
        return 'all';
    // Steps are made longer until points fall into them; looks are not.
    return lacking.length > 0 && windows.reduce === 'newest' ? 'some' : 'none';
}
function tooShort(resolution, { reduce, grid }) {
    const wanted = reduce === 'newest' ? resolution : 2 * resolution;
    return `The series has one point per ${resolution / 1000} s: not every window of ${grid.width / 1000} s has one. Lengthen bake.interval to ${wanted / 1000} s or more.`;
}
/** Milliseconds: two points of a series with one a minute, the usual coarsest that is fresh. */
const leastReach = 120_000;
/**
 * Graphite gives the points of (from, until], each stamped with the START of its interval. One window more
 * than asked about, so that there are two points to measure the interval by. Epoch seconds.
 */
function graphite_spanOf({ first, last, width }) {
    return {
        from: String(Math.floor((first - Math.max(2 * width, leastReach)) / 1000) - 1),
        until: String(Math.ceil(last / 1000))
    };
}
function graphite_keyOf(grid) {
    return Object.values(graphite_spanOf(grid)).join(' ');
}
function asked(targets, grid) {
    const { from, until } = graphite_spanOf(grid);
    const form = new URLSearchParams([
        ...targets.map((target) => ['target', target]),
        ['from', from],
        ['until', until],
        ['format', 'json']
    ]).toString();
    if (form.length <= mostInUrl)
        return { method: 'GET', path: `/render?${form}` };
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', path: '/render', headers, body: form };
}
/** `{"target", "tags"?, "datapoints": [[value | null, seconds], …]}` */
function graphite_seriesOf(json) {
    const row = record(json, 'a series');
    const target = textField(row, 'target');
    if (target === undefined)
        throw new UnexpectedShape('a series has no target');
    const all = list(field(row, 'datapoints'), 'datapoints').map(pair => {
        const [value, seconds] = list(pair, 'a point');
        const at = typeof seconds === 'number' ? instantOf(seconds * 1000) : undefined;
        if (at === undefined)
            throw new UnexpectedShape('a point has no time');
        if (value !== null && typeof value !== 'number')
            throw new UnexpectedShape('a value is no number');
        return { at, value };
    });
    const [one, two] = all;
    return {
        labels: { target },
        points: all.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }])),
        ...(one === undefined || two === undefined ? {} : { resolution: two.at - one.at })
    };
}
function sampleOf(points, resolution, asking, at) {
    const inside = points.filter(point => belongs(point, resolution, asking, at));
    const newest = inside.at(-1);
    if (newest === undefined)
        return [];
    const value = asking.reduce === 'newest' ? newest.value : inside.reduce((sum, point) => sum + point.value, 0);
    return [{ at, value }];
}
/**
 * Whether a point is one of [at - width, at): its whole interval lies inside. A window shorter than two intervals is
 * laid on them instead where one value is wanted: it has what ended inside, so that no two windows share a point.
 */
function belongs(point, resolution, { reduce, grid }, at) {
    const start = at - grid.width;
    const end = point.at + resolution;
    if (end > at)
        return false;
    const laid = reduce === 'newest' && grid.width < 2 * resolution;
    return laid ? end > start : point.at >= start;
}
/** Refusals are pages of HTML; 400 names what is wrong with the target. */
function graphite_accountOf({ status, text }) {
    const words = text
        .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    return { words, ...(status === 400 ? { code: 'invalid-query' } : {}) };
}

;// CONCATENATED MODULE: ./.cache/build/providers/token.js


/** A request takes a while, and clocks differ. */
const spare = 60_000;
function keepTokens(fetchToken) {
    let token;
    let fetching;
    const current = async (io) => {
        if (token !== undefined && token.expiresAt - spare > io.clock.now())
            return token;
        fetching ??= fetchToken(io);
        try {
            token = await fetching;
            return token;
        }
        finally {
            fetching = undefined;
        }
    };
    return {
        header: async (io) => ({ Authorization: `Bearer ${(await current(io)).value}` }),
        hide: text => (token === undefined ? text : text.replaceAll(token.value, '***'))
    };
}
/**
 * One step of an exchange: a request to another address than the endpoint's, in the endpoint's name.
 * `secrets`: what its answer must not repeat, by keys that credentials have. It carries credentials, so plain
 * http is for loopback alone, whatever the endpoint allows itself.
 */
async function exchange(endpoint, io, url, asked, secrets = {}) {
    const { auth: _auth, allowHttp: _allowHttp, ...rest } = endpoint;
    const other = { ...rest, url, headers: {}, options: secrets };
    const { json, retries } = await askJson(other, io, { ...asked, path: '' }, token_accountOf);
    return reading(other, retries, () => record(json, 'the answer'));
}
/** Seconds, where an answer does not say. */
const usualLife = 300;
/** `access_token` and `expires_in`, as OAuth gives them. */
function tokenIn(answer, now) {
    const value = textField(answer, 'access_token');
    const seconds = numeric(field(answer, 'expires_in')) ?? usualLife;
    if (value === undefined || value === '') {
        throw new UnexpectedShape('access_token is missing');
    }
    return { value, expiresAt: now + seconds * 1000 };
}
const remedy = 'Check the identity: its trust in this repository, and `id-token: write` in the job.';
/** OAuth's `error` and `error_description`, or the error of Google's own APIs. */
function token_accountOf({ text }) {
    const body = token_parsed(text);
    const error = isRecord(body) ? field(body, 'error') : undefined;
    if (!isRecord(body))
        return { remedy, code: 'not-authorised' };
    const told = isRecord(error)
        ? [textField(error, 'status'), textField(error, 'message')]
        : [textField(body, 'error'), textField(body, 'error_description')];
    const words = told.filter(part => part !== undefined).join(': ');
    return { remedy, code: 'not-authorised', words: `${words} ${remedy}` };
}
function token_parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/azure-token.js



/** What an application registration trusts GitHub for, unless somebody changed it. */
const audience = 'api://AzureADTokenExchange';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/**
 * An access token of Entra ID for an application: by its secret, or because it trusts this repository
 * (federated credential), where the job's own token is the assertion.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
async function azureToken(endpoint, auth, scope, io) {
    const { form: proof, secrets } = await proofOf(endpoint, auth, io);
    const form = new URLSearchParams({
        client_id: auth.client,
        scope,
        grant_type: 'client_credentials',
        ...proof
    });
    const given = await exchange(endpoint, io, `${auth.authority}/${encodeURIComponent(auth.tenant)}/oauth2/v2.0/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString()
    }, secrets);
    return reading(endpoint, 0, () => tokenIn(given, io.clock.now()));
}
async function proofOf(endpoint, { secret, idToken }, io) {
    if (idToken === undefined) {
        const given = secret ?? '';
        return { form: { client_secret: given }, secrets: { 'client-secret': given } };
    }
    const url = `${idToken.url}&audience=${encodeURIComponent(audience)}`;
    const headers = { Authorization: `Bearer ${idToken.request}` };
    const answer = await exchange(endpoint, io, url, { method: 'GET', headers }, { token: idToken.request });
    const assertion = reading(endpoint, 0, () => {
        const token = textField(answer, 'value');
        if (token === undefined)
            throw new UnexpectedShape("the job's own token is missing");
        return token;
    });
    return {
        form: { client_assertion_type: assertionType, client_assertion: assertion },
        secrets: { token: assertion }
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./.cache/build/io/credentials.js

/** The JSON of a credentials file; undefined where it cannot be read or is none. */
async function readCredentials(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/google-token.js







const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const keyGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform';
/** Seconds. */
const hour = 3_600;
/**
 * An access token out of a credentials file: of workload identity (`external_account`, as
 * google-github-actions/auth writes it) or of a service account's key.
 * https://google.aip.dev/auth/4117, https://google.aip.dev/auth/4112
 */
async function googleToken(endpoint, file, scope, io) {
    const credentials = await google_token_credentialsIn(endpoint, file);
    switch (textField(credentials, 'type')) {
        case 'external_account':
            return federated(endpoint, credentials, scope, io);
        case 'service_account':
            return google_token_byKey(endpoint, credentials, scope, io);
        default:
            throw unusable(endpoint, 'is of a type that is not supported');
    }
}
async function google_token_credentialsIn(endpoint, file) {
    const json = await readCredentials(file);
    if (!isRecord(json))
        throw unusable(endpoint, 'cannot be read, or is no JSON');
    return json;
}
/** The job's own token becomes one of Google's, and that may become one of a service account. */
async function federated(endpoint, credentials, scope, io) {
    const subject = await subjectToken(endpoint, credentials, io);
    const impersonation = textField(credentials, 'service_account_impersonation_url');
    const body = {
        audience: textField(credentials, 'audience'),
        grantType: exchangeGrant,
        requestedTokenType: accessToken,
        scope: impersonation === undefined ? scope : cloudPlatform,
        subjectToken: subject,
        subjectTokenType: textField(credentials, 'subject_token_type')
    };
    const url = addressIn(endpoint, credentials, 'token_url');
    const answer = await exchange(endpoint, io, url, postOf(body), { token: subject });
    const token = reading(endpoint, 0, () => tokenIn(answer, io.clock.now()));
    return impersonation === undefined
        ? token
        : impersonated(endpoint, addressIn(endpoint, credentials, 'service_account_impersonation_url'), token, scope, io);
}
/** From GitHub's own issuer, by the address and header that stand in the file. */
async function subjectToken(endpoint, credentials, io) {
    const source = field(credentials, 'credential_source');
    if (!isRecord(source))
        throw unusable(endpoint, "names no source of the job's own token");
    const headers = field(source, 'headers') ?? {};
    const given = isRecord(headers) ? headers : {};
    const texts = Object.entries(given).filter((pair) => typeof pair[1] === 'string');
    const url = addressIn(endpoint, source, 'url');
    const answer = await exchange(endpoint, io, url, { method: 'GET', headers: Object.fromEntries(texts) }, 
    // `Bearer …`: whatever a header says after its scheme lets in whoever holds it.
    Object.fromEntries(texts.map(([key, text]) => [`${key}-token`, text.replace(/^\w+ /, '')])));
    const format = field(source, 'format');
    const name = isRecord(format) ? textField(format, 'subject_token_field_name') : undefined;
    return reading(endpoint, 0, () => {
        const token = textField(answer, name ?? 'value');
        if (token === undefined)
            throw new UnexpectedShape("the job's own token is missing");
        return token;
    });
}
async function impersonated(endpoint, url, { value }, scope, io) {
    const asked = postOf({ scope: [scope], lifetime: `${hour}s` }, { Authorization: `Bearer ${value}` });
    const answer = await exchange(endpoint, io, url, asked, { token: value });
    return reading(endpoint, 0, () => {
        const token = textField(answer, 'accessToken');
        const expiresAt = Date.parse(textField(answer, 'expireTime') ?? '');
        if (token === undefined || Number.isNaN(expiresAt)) {
            throw new UnexpectedShape('accessToken or expireTime is missing');
        }
        return { value: token, expiresAt };
    });
}
/** A long-lived key signs for itself. */
async function google_token_byKey(endpoint, credentials, scope, io) {
    const url = addressIn(endpoint, credentials, 'token_uri');
    const now = Math.floor(io.clock.now() / 1000);
    const claims = {
        iss: textField(credentials, 'client_email'),
        scope,
        aud: url,
        iat: now,
        exp: now + hour
    };
    const text = [{ alg: 'RS256', typ: 'JWT' }, claims]
        .map(part => google_token_encoded(JSON.stringify(part)))
        .join('.');
    const assertion = `${text}.${signed(endpoint, text, textField(credentials, 'private_key') ?? '')}`;
    const body = new URLSearchParams({ grant_type: keyGrant, assertion }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const asked = { method: 'POST', headers, body };
    const answer = await exchange(endpoint, io, url, asked, { token: assertion });
    return reading(endpoint, 0, () => tokenIn(answer, io.clock.now()));
}
function signed(endpoint, text, key) {
    try {
        return (0,external_node_crypto_.createSign)('RSA-SHA256').update(text).sign(key, 'base64url');
    }
    catch {
        throw unusable(endpoint, 'holds no private key that can be used');
    }
}
function google_token_encoded(text) {
    return Buffer.from(text, 'utf8').toString('base64url');
}
function postOf(body, more = {}) {
    const headers = { 'Content-Type': 'application/json', ...more };
    return { method: 'POST', headers, body: JSON.stringify(body) };
}
/** Credentials travel to it. */
function addressIn(endpoint, fields, name) {
    const text = textField(record(fields, 'the file'), name) ?? '';
    const url = URL.parse(text);
    if (url?.protocol === 'https:' || (url !== null && (0,address/* isLoopback */.U9)(url.hostname)))
        return text;
    throw unusable(endpoint, `has no https address as ${name}`);
}
function unusable(endpoint, what) {
    const sentence = `is not asked: the credentials file ${what}. Let google-github-actions/auth write it, in this job.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'not-authorised', sentence, 0));
}

;// CONCATENATED MODULE: ./.cache/build/providers/cloud-login.js




/** Keys of the application that a job logs in as. */
const azureKeys = {
    'tenant-id': schemas/* string */.YjP()
        .regex(/^[\w.-]{1,100}$/, 'The id of a tenant is expected.')
        .optional()
        .describe('Tenant of the application that this job logs in as; default AZURE_TENANT_ID'),
    'client-id': schemas/* string */.YjP()
        .regex(/^[0-9a-fA-F-]{36}$/, 'The id of an application, a GUID, is expected.')
        .optional()
        .describe('Id of that application; default AZURE_CLIENT_ID'),
    'client-secret': schemas/* string */.YjP()
        .regex(/^[\x21-\x7e]+$/, 'It is empty or holds white space. Look for a newline at its end.')
        .optional()
        .describe('Secret of that application; default AZURE_CLIENT_SECRET, and without it the token of the job')
};
/** For providers whose backend may be a service of these clouds. */
const cloudLogin = {
    azure: schemas/* strictObject */.rej(azureKeys)
        .optional()
        .describe('The job logs in to Azure by workload identity: `{}`, or which application'),
    google: schemas/* strictObject */.rej({})
        .optional()
        .describe('The job logs in to Google Cloud by what google-github-actions/auth left: `{}`')
};
/** Whom `azure` or `google` logs in as. */
function cloudIdentity({ azure, google }) {
    if (typeof azure === 'object' && azure !== null) {
        return { cloud: 'azure', service: '', options: azure, explicit: true };
    }
    if (google === undefined)
        return undefined;
    return { cloud: 'google', service: '', options: {}, explicit: true };
}
/** Tokens for an endpoint that logs in; undefined where it gives its own. */
function loginOf(endpoint, scopes) {
    const { auth } = endpoint;
    if (auth?.kind === 'azure') {
        return keepTokens(io => azureToken(endpoint, auth, scopes.azure, io));
    }
    if (auth?.kind === 'google') {
        return keepTokens(io => googleToken(endpoint, auth.file, scopes.google, io));
    }
    return undefined;
}

;// CONCATENATED MODULE: ./.cache/build/providers/azure-answer.js

/**
 * `{"tables": [{"name": "PrimaryResult", "columns": [{"name", "type"}], "rows": [[…]]}], "error"?}`. An error
 * beside tables means that they are not all of it.
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format
 */
function readTables(json) {
    const body = record(json, 'the answer');
    const error = field(body, 'error');
    if (isRecord(error) && !Object.hasOwn(body, 'tables'))
        throw new UnexpectedShape(azure_answer_wordsOf(error));
    const tables = list(field(body, 'tables'), 'tables').map(item => readTable(record(item, 'a table')));
    return { tables, ...(isRecord(error) ? { partial: azure_answer_wordsOf(error) } : {}) };
}
/** The answer to a query of one statement. */
function onlyTable({ tables, partial }) {
    const table = tables.find(({ name }) => name === 'PrimaryResult') ?? tables[0];
    if (table === undefined)
        throw new UnexpectedShape('there is no table');
    const { columns, rows } = table;
    return { columns, rows, ...(partial === undefined ? {} : { partial }) };
}
function readTable(table) {
    const columns = list(field(table, 'columns'), 'columns').map(column => textField(record(column, 'a column'), 'name') ?? '');
    const rows = list(field(table, 'rows'), 'rows').map(item => {
        const cells = list(item, 'a row');
        return Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
    });
    return { name: textField(table, 'name'), columns, rows };
}
const mistaken = /^(BadArgumentError|SyntaxError|SemanticError|PathNotFoundError|InvalidQuery)/;
/** `{"error": {"code", "message", "innererror": {"code", "message", "line"?, "pos"?}}}` */
function azure_answer_accountOf({ text }, tokens) {
    const error = errorIn(text);
    if (error === undefined)
        return { words: tokens?.hide(text) ?? text };
    const words = azure_answer_wordsOf(error);
    return {
        words: tokens?.hide(words) ?? words,
        ...(mistaken.test(textField(error, 'code') ?? '') ? { code: 'invalid-query' } : {})
    };
}
function errorIn(text) {
    try {
        const body = JSON.parse(text);
        const error = isRecord(body) ? field(body, 'error') : undefined;
        return isRecord(error) ? error : undefined;
    }
    catch {
        return undefined;
    }
}
function azure_answer_listed(value) {
    return Array.isArray(value) ? value : [];
}
/** The innermost message says what is wrong and where; the outer ones only that something is. */
function azure_answer_wordsOf(error) {
    let inner = error;
    for (let depth = 0; depth < 5; depth += 1) {
        const [detail] = azure_answer_listed(field(inner, 'details'));
        const next = field(inner, 'innererror') ?? detail;
        if (!isRecord(next))
            break;
        inner = next;
    }
    const place = ['line', 'pos'].flatMap(name => {
        const value = field(inner, name);
        return typeof value === 'number' ? [`${name} ${value}`] : [];
    });
    const where = place.length === 0 ? '' : ` (${place.join(', ')})`;
    const told = textField(inner, 'message') ?? textField(error, 'message') ?? '';
    return `${textField(error, 'code') ?? 'error'}: ${told}${where}`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/kql.js
/** The column that says into which step of the window a row falls. */
const stepColumn = 'bakegate_step';
const valueColumn = 'bakegate_value';
/** Placeholders are encoded for texts with escapes, and these have none. */
const verbatim = 'Verbatim texts (@"…", ```…```) have no place in the query of a check. Write "…" with \\\\ for a backslash.';
/** These leave rows out, or draw them. */
const foreign = /^(take|limit|top|sample|render)\b/i;
/**
 * Reads a query. Throws a sentence for the user where it cannot be asked over a window.
 *
 *     query     = tables *( "|" operator )
 *     summarize = "summarize" [ name "=" ] function [ "by" columns ]     ; last, with one function
 */
function readKql(text) {
    const operators = split(text, /\|/y);
    const other = operators.find(operator => foreign.test(operator));
    if (other !== undefined) {
        throw new Error(`\`${other.split(/\s/)[0]}\` has no place in the query of a check: it would leave rows out. Remove it.`);
    }
    const last = operators.at(-1) ?? '';
    if (operators.length < 2 || !/^summarize\b/i.test(last))
        return { head: operators.join('\n| ') };
    return { head: operators.slice(0, -1).join('\n| '), summary: readSummary(last) };
}
/** Whether a query holds neither a `let` nor anything else that a `;` ends. */
function isOneStatement(text) {
    return split(text, /;/y).length === 1;
}
/** How many columns the rows are grouped by. */
function kql_groupsOf({ by }) {
    return by === undefined ? 0 : split(by, /,/y).length;
}
const countOfRows = { aggregate: `${valueColumn} = count()`, column: valueColumn };
function summarize({ aggregate, by }) {
    return `summarize ${aggregate}${by === undefined ? '' : ` by ${by}`}`;
}
/** Instants as KQL writes them, to the millisecond. */
function between(start, end) {
    return `where TimeGenerated >= ${kql_instant(start)} and TimeGenerated < ${kql_instant(end)}`;
}
/** One row for each step of `width` milliseconds from `start` on, and for each group. */
function bySteps(summary, start, width) {
    const by = summary.by === undefined ? stepColumn : `${stepColumn}, ${summary.by}`;
    return [
        `extend ${stepColumn} = tolong((TimeGenerated - ${kql_instant(start)}) / ${width}ms)`,
        summarize({ ...summary, by })
    ].join('\n| ');
}
function kql_instant(at) {
    return `datetime(${new Date(at).toISOString()})`;
}
function readSummary(operator) {
    const [head = '', by, ...more] = split(operator.replace(/^summarize\s+/i, ''), /\bby\b/iy);
    if (more.length > 0 || split(head, /,/y).length > 1) {
        throw new Error('`summarize` gives several numbers. Keep one function: a check judges one.');
    }
    const [, name] = /^([A-Za-z_]\w*)\s*=(?!=)/.exec(head) ?? [];
    return {
        aggregate: name === undefined ? `${valueColumn} = ${head}` : head,
        column: name ?? valueColumn,
        ...(by === undefined ? {} : { by })
    };
}
/** Cuts where a pattern (sticky) stands outside of texts, comments and parentheses. Comments are left out. */
function split(text, pattern) {
    const parts = [];
    let part = '';
    let depth = 0;
    let index = 0;
    while (index < text.length) {
        const literal = literalAt(text, index);
        if (literal !== undefined) {
            if (/^(?:[hH]?@|```|~~~)/.test(literal))
                throw new Error(verbatim);
            index += literal.length;
            part += literal.startsWith('//') ? ' ' : literal;
            continue;
        }
        const letter = text.charAt(index);
        if ('([{'.includes(letter))
            depth += 1;
        if (')]}'.includes(letter))
            depth -= 1;
        pattern.lastIndex = index;
        const found = depth === 0 ? pattern.exec(text)?.[0] : undefined;
        if (found !== undefined) {
            parts.push(part);
            part = '';
        }
        else {
            part += letter;
        }
        index += found?.length ?? 1;
    }
    return [...parts, part].map(one => one.trim()).filter((one, at) => one !== '' || at === 0);
}
/** The text in quotes or the comment that begins here. A verbatim text knows no backslash. */
function literalAt(text, index) {
    const literal = /\/\/[^\n]*|```|~~~|[hH]?@"(?:[^"]|"")*"|[hH]?@'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
    literal.lastIndex = index;
    return literal.exec(text)?.[0];
}

;// CONCATENATED MODULE: ./.cache/build/providers/azure-query.js



/** What Log Analytics returns at most. */
const mostRows = 500_000;
function refuseWithoutWorkspace({ options }) {
    if (typeof options['workspace'] === 'string')
        return;
    throw new Error('The endpoint names no workspace. Give it `workspace:` with the id of one.');
}
function kqlOf(query) {
    if (query.usesWindow) {
        throw new Error('KQL has no use for {{window}} here: the query is asked over its window. Remove it.');
    }
    return readKql(query.render(0).trim());
}
/** Asks over a window: the query itself holds its exact bounds. */
async function azure_query_ask(connection, query, window, io) {
    const { endpoint } = connection;
    const { tables, retries } = await askForTables(connection, query, window, io);
    return { answer: reading(endpoint, retries, () => onlyTable(tables)), retries };
}
async function askForTables({ endpoint, tokens }, query, window, io) {
    const [from, until] = [window.start, window.end].map(at => new Date(at).toISOString());
    const asked = {
        method: 'POST',
        path: `/v1/workspaces/${String(endpoint.options['workspace'])}/query`,
        headers: {
            'Content-Type': 'application/json',
            Prefer: `wait=${Math.max(1, Math.ceil(endpoint.timeout / 1000))}`
        },
        // The span keeps Azure from reading more; the bounds in the query are the exact ones.
        body: JSON.stringify({ query, timespan: `${from}/${until}` }),
        ...(tokens === undefined ? {} : { sign: () => tokens.header(io) })
    };
    const { json, retries } = await askJson(endpoint, io, asked, response => azure_answer_accountOf(response, tokens));
    return { tables: reading(endpoint, retries, () => readTables(json)), retries };
}
function completeness(endpoint, { rows, partial }) {
    const cut = rows.length >= mostRows;
    return {
        complete: partial === undefined && !cut,
        notes: [
            ...(partial === undefined ? [] : [said(endpoint, partial)]),
            ...(cut ? [`The answer was cut at ${mostRows} rows.`] : [])
        ]
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/azure-lines.js







const mostLines = 100_000;
/** Where the tables of Azure keep their message, the most telling first. */
const messages = [
    'Message',
    'LogMessage',
    'LogEntry',
    'SyslogMessage',
    'OuterMessage',
    'RenderedDescription',
    'ResultDescription'
];
function linesOf(connection, query) {
    refuseWithoutWorkspace(connection.endpoint);
    const { head, summary } = kqlOf(query);
    if (summary !== undefined) {
        throw new Error('`summarize` gives numbers, and lines are asked for. Remove it.');
    }
    return {
        ...azure_lines_sourceOf(connection, head),
        containing: literal => holding(connection.endpoint, literal, containing_piecesOf(literal), pieces => azure_lines_sourceOf(connection, `${head}\n| ${textHolds(pieces)}`))
    };
}
function azure_lines_sourceOf(connection, head) {
    return {
        describe: () => head,
        fetch: (window, most, io) => azure_lines_fetchLines(connection, head, window, most, io)
    };
}
/** A table has some of the columns; a row without any message is shown as its columns. */
function textHolds(pieces) {
    const text = `strcat(${messages.map(name => `tostring(column_ifexists("${name}", ""))`).join(', ')})`;
    const held = pieces.map(piece => `${text} contains_cs "${piece}"`).join(' and ');
    return `where isempty(${text}) or (${held})`;
}
async function azure_lines_fetchLines(connection, head, window, most, io) {
    const wanted = Math.min(most, mostLines);
    // One more than is wanted tells whether there are more.
    const newest = `top ${wanted + 1} by TimeGenerated desc`;
    const text = [head, between(window.start, window.end), newest].join('\n| ');
    const { answer, retries } = await azure_query_ask(connection, text, window, io);
    const { endpoint } = connection;
    const all = reading(endpoint, retries, () => answer.rows.map(lineOf));
    const inside = all.filter(({ at }) => at >= window.start && at < window.end);
    const { complete, notes } = completeness(endpoint, answer);
    return {
        lines: newestOf(inside.toReversed(), wanted),
        complete: complete && inside.length <= wanted,
        notes,
        retries
    };
}
/** Where a line came from. */
const sources = [
    'AppRoleName',
    'AppRoleInstance',
    'PodName',
    'ContainerName',
    'Computer',
    '_ResourceId'
];
function lineOf(row) {
    const { TimeGenerated: stamp, ...fields } = row;
    const at = typeof stamp === 'string' ? Date.parse(stamp) : Number.NaN;
    if (Number.isNaN(at))
        throw new UnexpectedShape('a row has no TimeGenerated');
    const name = messages.find(one => typeof row[one] === 'string' && row[one] !== '');
    const message = name === undefined ? undefined : row[name];
    const stream = sources.flatMap(one => {
        const value = row[one];
        return typeof value === 'string' && value !== '' ? [[one, value]] : [];
    });
    return {
        at,
        text: typeof message === 'string' ? message : JSON.stringify(fields),
        stream: Object.fromEntries(stream),
        fields: flatten(fields)
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/azure-together.js



/** Statements of one query. Azure runs five queries of a user at once and lets others wait. */
const mostTogether = 12;
/**
 * What is asked in one turn travels as one query of several statements, of which each has a table of the answer, in
 * their order (https://learn.microsoft.com/kusto/query/batches). Azure's `$batch` does the same, until it is turned
 * off in 2028.
 */
function askingTogether(connection) {
    return createBatcher((statements, io) => azure_together_askAll(connection, statements, io), mostTogether);
}
async function azure_together_askAll(connection, statements, io) {
    const together = statements.length === 1 ? undefined : await asOne(connection, statements, io);
    if (together !== undefined)
        return together;
    return Promise.all(statements.map(statement => azure_together_alone(connection, statement, io)));
}
/**
 * undefined: what is wrong with the answer speaks of no single statement. Each is then asked by itself, so that the
 * mistake, or the part that is missing, is only that of its own.
 */
async function asOne(connection, statements, io) {
    const query = statements.map(({ text }) => text).join(';\n');
    try {
        const { tables, retries } = await askForTables(connection, query, azure_together_spanOf(statements), io);
        const answers = tables.tables.map(({ columns, rows }) => ({
            answer: { columns, rows },
            retries
        }));
        const count = answers.reduce((sum, { answer }) => sum + answer.rows.length, 0);
        const whole = tables.partial === undefined && count < mostRows;
        return whole && answers.length === statements.length ? answers : undefined;
    }
    catch (error) {
        if (error instanceof build_errors/* ProviderError */.mZ && error.failure.code === 'invalid-query')
            return undefined;
        throw error;
    }
}
async function azure_together_alone(connection, { text, window }, io) {
    try {
        return await azure_query_ask(connection, text, window, io);
    }
    catch (error) {
        if (error instanceof build_errors/* ProviderError */.mZ)
            return error;
        throw error;
    }
}
/** From the earliest start to the latest end. */
function azure_together_spanOf(statements) {
    const windows = statements.map(({ window }) => window);
    return {
        start: Math.min(...windows.map(({ start }) => start)),
        end: Math.max(...windows.map(({ end }) => end))
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/azure-logs.js














const scope = 'https://api.loganalytics.io/.default';
/** Steps of one query: groups multiply the rows. */
const mostSteps = 5_000;
/** Overlapping windows are a statement each. */
const azure_logs_mostWindows = 12;
const azureLogs = {
    name: 'azure-logs',
    summary: 'Azure Monitor Logs (Log Analytics, workspace-based Application Insights): KQL',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'kql',
    delay: 300_000,
    options: schemas/* strictObject */.rej({
        workspace: schemas/* string */.YjP()
            .regex(/^[0-9a-fA-F-]{36}$/, 'The id of a workspace, a GUID, is expected.')
            .optional()
            .describe('Id (a GUID) of the Log Analytics workspace'),
        ...azureKeys
    }),
    address: () => 'https://api.loganalytics.azure.com',
    identity: options => ({
        cloud: 'azure',
        service: '',
        options,
        explicit: 'client-secret' in options
    }),
    cost: 'Queries of Analytics tables cost nothing; those of Basic and Auxiliary tables are billed by the GB read.',
    connect: azure_logs_connect
};
function azure_logs_connect(endpoint) {
    const { auth } = endpoint;
    const connection = {
        endpoint,
        ...(auth?.kind === 'azure'
            ? { tokens: keepTokens(io => azureToken(endpoint, auth, scope, io)) }
            : {})
    };
    const workspace = {
        ...connection,
        together: askingTogether(connection),
        shares: { most: mostTogether }
    };
    return {
        source: question => azure_logs_sourceOf(workspace, question),
        lines: query => linesOf(connection, query)
    };
}
function azure_logs_sourceOf(workspace, question) {
    const asking = askingOf(workspace.endpoint, question);
    refuseWithoutWorkspace(workspace.endpoint);
    const text = `${asking.kql.head}\n| ${summarize(asking.summary)}`;
    return {
        pointInTime: false,
        describe: () => text,
        measure: (grid, io) => azure_logs_measure(workspace, asking, grid, io),
        requests: grid => queriesFor(grid).length,
        ...(isOneStatement(text) ? { shares: workspace.shares } : {})
    };
}
function askingOf(endpoint, question) {
    switch (question.kind) {
        case 'value': {
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            const kql = kqlOf(question.query);
            if (kql.summary === undefined) {
                throw new Error('A query gives a number. End it with `summarize`, such as summarize avg(DurationMs).');
            }
            return { kql, summary: kql.summary, counts: false };
        }
        case 'events': {
            const kql = kqlOf(question.query);
            return { kql, summary: kql.summary ?? countOfRows, counts: kql.summary === undefined };
        }
        case 'probe':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
/** Windows side by side are one statement; those that overlap are one each. */
async function azure_logs_measure(workspace, asking, grid, io) {
    const runs = queriesFor(grid);
    if (!azure_logs_adjoins(grid) && runs.length > azure_logs_mostWindows)
        throw tooManyOverlapping(workspace.endpoint, azure_logs_mostWindows);
    const parts = await Promise.all(runs.map(run => sideBySide(workspace, asking, run, io)));
    return (0,providers_grid/* joinParts */.nn)(parts, grid);
}
function queriesFor(grid) {
    return (0,providers_grid/* runsOf */.ky)(grid, azure_logs_adjoins(grid) ? mostSteps : 1);
}
function azure_logs_adjoins(grid) {
    return grid.first === grid.last || grid.width === grid.step;
}
async function sideBySide(workspace, { kql, summary, counts }, grid, io) {
    const window = { start: grid.first - grid.width, end: grid.last };
    const bounds = between(window.start, window.end);
    const text = [kql.head, bounds, bySteps(summary, window.start, grid.width)].join('\n| ');
    // What names things of its own by `let` must not meet others that do.
    const { answer, retries } = await (isOneStatement(text)
        ? workspace.together({ text, window }, io)
        : azure_query_ask(workspace, text, window, io));
    const { endpoint } = workspace;
    refuseSeveral(endpoint, answer, summary, retries);
    const found = reading(endpoint, retries, () => azure_logs_seriesOf(answer.rows, summary, grid));
    const series = found.length === 0 && counts ? [{ labels: {}, samples: [] }] : found;
    return {
        series: counts
            ? series.map(({ labels, samples }) => ({
                labels,
                samples: (0,providers_grid/* withZeros */.cl)(samples, (0,providers_grid/* instantsOf */.GR)(grid))
            }))
            : series,
        ...completeness(endpoint, answer),
        retries
    };
}
/** One function may give several columns (`percentiles`, `arg_max`), and no more than one would be judged. */
function refuseSeveral(endpoint, { columns }, summary, retries) {
    const others = columns.filter(name => name !== summary.column && name !== stepColumn);
    const surplus = others.slice(kql_groupsOf(summary));
    if (surplus.length === 0)
        return;
    const names = said(endpoint, surplus.join(', '));
    const sentence = `gives more than one value: ${names} too. Keep one in \`summarize\`, such as percentile(DurationMs, 95), and make a check of each other.`;
    throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
}
function azure_logs_seriesOf(rows, { column }, grid) {
    const series = new Map();
    for (const row of rows) {
        const step = numeric(row[stepColumn]);
        if (step === undefined || !Number.isInteger(step)) {
            throw new UnexpectedShape(`a row has no ${stepColumn}`);
        }
        const own = Object.entries(row).filter(([name]) => name !== column && name !== stepColumn);
        const labels = flatten(Object.fromEntries(own));
        const key = JSON.stringify(labels);
        const known = series.get(key) ?? { labels, samples: [] };
        series.set(key, known);
        if (!Object.hasOwn(row, column))
            throw new UnexpectedShape(`a row has no ${column}`);
        // An average of nothing is null, a decimal is a text, and so is what is no finite number (`NaN`).
        const value = numeric(row[column]);
        if (value !== undefined)
            known.samples.push({ at: grid.first + step * grid.width, value });
    }
    return [...series.values()];
}

;// CONCATENATED MODULE: ./.cache/build/providers/aws-call.js



/** AWS says "slow down" with a status that is not repeated by itself. Milliseconds between attempts. */
const pauses = [500, 1_000, 2_000];
/** Calls an operation. A throttled call is repeated while the endpoint's time lasts. */
async function callAws(endpoint, io, { target, version }, operation, input) {
    const asked = {
        method: 'POST',
        path: '/',
        headers: {
            'Content-Type': `application/x-amz-json-${version}`,
            'X-Amz-Target': `${target}.${operation}`
        },
        body: JSON.stringify(input)
    };
    const deadline = io.clock.now() + endpoint.timeout;
    for (let retries = 0;; retries += 1) {
        let status = 0;
        const account = (response) => {
            status = response.status;
            return aws_call_accountOf(response);
        };
        try {
            const answer = await askJson(endpoint, io, asked, account);
            return { ...answer, retries: answer.retries + retries };
        }
        catch (error) {
            const pause = pauses[retries];
            const isThrottled = error instanceof build_errors/* ProviderError */.mZ && error.failure.code === 'rate-limited';
            if (!isThrottled || status !== 400 || pause === undefined)
                throw error;
            if (io.clock.now() + pause >= deadline)
                throw error;
            await io.clock.sleep(pause, io.signal);
        }
    }
}
const throttled = /^(Throttling|ThrottlingException|ThrottledException|LimitExceeded|LimitExceededException|RequestLimitExceeded|TooManyRequestsException)$/;
const unauthorised = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|UnrecognizedClientException|InvalidClientTokenId|ExpiredToken|ExpiredTokenException|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|IncompleteSignatureException|MissingAuthenticationToken|MissingAuthenticationTokenException|NotAuthorized|OptInRequired)$/;
const aws_call_mistaken = /^(Validation|Malformed|MissingParameter|MissingRequiredParameter|InvalidParameter|InvalidFormat|InvalidNextToken|ResourceNotFound|UnsupportedOperation)/;
/** The kind of an error stands in its body; a status of 400 says nothing. */
function aws_call_accountOf(response) {
    const { type, message } = errorOf(response.text);
    if (type === undefined)
        return { words: response.text };
    const words = message === undefined ? type : `${type}: ${message}`;
    if (throttled.test(type))
        return { words, code: 'rate-limited' };
    if (unauthorised.test(type))
        return { words, code: 'not-authorised' };
    return aws_call_mistaken.test(type) ? { words, code: 'invalid-query' } : { words };
}
/** JSON, or XML where a gateway before the service refuses. */
function errorOf(text) {
    const body = aws_call_parsed(text);
    if (!isRecord(body))
        return xmlError(text);
    const type = textField(body, '__type') ?? textField(body, 'code');
    const message = textField(body, 'message') ?? textField(body, 'Message');
    const told = [message, placeOf(body)].filter(part => part !== undefined).join(' ');
    return {
        ...(type === undefined ? {} : { type: type.replace(/^.*#/, '') }),
        ...(told === '' ? {} : { message: told })
    };
}
function xmlError(text) {
    const type = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
    const message = /<Message>([^<]{1,1000})<\/Message>/.exec(text)?.[1];
    return {
        ...(type === undefined ? {} : { type }),
        ...(message === undefined ? {} : { message })
    };
}
/** Logs Insights says where in the query the mistake is. */
function placeOf(body) {
    const compile = field(body, 'queryCompileError');
    if (!isRecord(compile))
        return undefined;
    const location = field(compile, 'location');
    const start = isRecord(location) ? field(location, 'startCharOffset') : undefined;
    const place = typeof start === 'number' ? ` (character ${start})` : '';
    return `${textField(compile, 'message') ?? 'The query does not parse.'}${place}`;
}
function aws_call_parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/cloudwatch-query.js
const minute = 60_000;
/**
 * Reads a query. Throws a sentence for the user where it is none.
 *
 *     query    = insights / 1*( text / metric )
 *     insights = "SELECT" text
 *     metric   = "metric(" string "," string "," string *( "," option ) ")"
 *     option   = ( "period" / "fill" / "account" / dimension ) "=" value
 *     dimension = name / string
 *     value    = string / number / number unit      ; unit: s, m or h
 *     string   = as in JSON
 *
 * The three strings of a metric are its namespace, its name and the statistic. Everything else is
 * CloudWatch's own metric math and is sent as it stands.
 */
function readCloudQuery(text) {
    if (/^\s*SELECT\b/i.test(text)) {
        return { metrics: [], parts: [text.trim()], insights: true, period: minute };
    }
    const { parts, found } = readParts(text);
    const periods = new Set(found.map(({ period }) => period ?? minute));
    if (periods.size > 1) {
        throw new Error('The metrics of one query have different periods. Give them the same.');
    }
    const alone = found.length === 1 && parts.every(part => part.trim() === '');
    const fill = found[0]?.fill;
    if (!alone && found.some(one => one.fill !== undefined)) {
        throw new Error('`fill` belongs to a metric that stands alone. Write FILL(metric(…), 0).');
    }
    return {
        metrics: found.map(({ metric }) => metric),
        ...(alone ? {} : { parts }),
        insights: false,
        period: [...periods][0] ?? minute,
        ...(fill === undefined ? {} : { fill })
    };
}
/** The expression with an id in the place of each metric. */
function expressionOf({ parts = [] }, ids) {
    return parts
        .map((part, index) => `${part}${ids[index] ?? ''}`)
        .join('')
        .trim();
}
function readParts(text) {
    const parts = [];
    const found = [];
    let start = 0;
    let index = 0;
    while (index < text.length) {
        const literal = stringAt(text, index);
        if (literal !== undefined) {
            index += literal;
            continue;
        }
        const call = /(?<![\w.])metric\s*\(/y;
        call.lastIndex = index;
        if (!call.test(text)) {
            index += 1;
            continue;
        }
        parts.push(text.slice(start, index));
        const reader = readerOf(text, call.lastIndex);
        found.push(readMetric(reader));
        index = reader.at();
        start = index;
    }
    parts.push(text.slice(start));
    return { parts, found };
}
/** Length of the quoted text that begins here, as metric math quotes: `SEARCH('{AWS/EC2} "a"', 'Sum')`. */
function stringAt(text, index) {
    const literal = /'[^']*'|"(?:[^"\\]|\\.)*"/y;
    literal.lastIndex = index;
    return literal.exec(text)?.[0].length;
}
function readerOf(text, start) {
    let index = start;
    return {
        at: () => index,
        take: pattern => {
            const sticky = new RegExp(`\\s*(${pattern.source})`, 'y');
            sticky.lastIndex = index;
            const match = sticky.exec(text);
            if (match === null)
                return undefined;
            index = sticky.lastIndex;
            return match[1] ?? '';
        }
    };
}
const cloudwatch_query_form = 'Write metric("AWS/ApplicationELB", "RequestCount", "Sum", LoadBalancer="app/shop/0123456789abcdef").';
function readMetric(reader) {
    const strings = [0, 1, 2].map(index => {
        if (index > 0)
            expect(reader, /,/);
        return readString(reader);
    });
    const [namespace = '', name = '', statistic = ''] = strings;
    const options = readOptions(reader);
    const dimensions = [...options].filter(([key]) => !reserved.has(key));
    const account = options.get('account');
    const metric = {
        namespace,
        name,
        statistic: statisticOf(statistic),
        dimensions,
        ...(account === undefined ? {} : { account })
    };
    return { metric, ...cloudwatch_query_numbersOf(options) };
}
const reserved = new Set(['period', 'fill', 'account']);
function readOptions(reader) {
    const options = new Map();
    while (reader.take(/,/) !== undefined) {
        const key = reader.take(/[A-Za-z_]\w*/) ?? readString(reader);
        expect(reader, /=/);
        const value = reader.take(/-?\d+(?:\.\d+)?[smh]?/) ?? readString(reader);
        if (options.has(key))
            throw new Error(`metric(…) gives ${key} twice. Remove one.`);
        options.set(key, value);
    }
    expect(reader, /\)/);
    return options;
}
function readString(reader) {
    const literal = reader.take(/"(?:[^"\\]|\\.)*"/);
    if (literal === undefined)
        throw new Error(`metric(…) cannot be read. ${cloudwatch_query_form}`);
    try {
        return JSON.parse(literal);
    }
    catch {
        throw new Error(`metric(…) holds a text that is none as in JSON. ${cloudwatch_query_form}`);
    }
}
function expect(reader, pattern) {
    if (reader.take(pattern) === undefined)
        throw new Error(`metric(…) cannot be read. ${cloudwatch_query_form}`);
}
/** As the API takes them: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
function statisticOf(text) {
    const known = /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|wm|tc|ts)\d{1,2}(\.\d{1,10})?|p100|(TM|WM|TC|TS|PR)\([\d.%:]+\))$/;
    if (known.test(text))
        return text;
    throw new Error(`"${text}" is no statistic of CloudWatch. Use Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p99.`);
}
function cloudwatch_query_numbersOf(options) {
    const [period, fill] = [options.get('period'), options.get('fill')];
    return {
        ...(period === undefined ? {} : { period: periodOf(period) }),
        ...(fill === undefined ? {} : { fill: numberOf(fill) })
    };
}
/** Milliseconds: what metrics of high resolution are kept in, for three hours. */
const highResolution = new Set([1_000, 5_000, 10_000, 20_000, 30_000]);
function periodOf(text) {
    const [, digits = '', unit = 's'] = /^(\d+)([smh]?)$/.exec(text) ?? [];
    const factor = { s: 1_000, m: minute, h: 60 * minute }[unit] ?? 1_000;
    const period = Number(digits) * factor;
    if (period >= minute && period <= 86_400_000 && period % minute === 0)
        return period;
    if (highResolution.has(period))
        return period;
    throw new Error(`period=${text}: whole minutes are expected, such as 60s or 5m, or 1, 5, 10, 20 or 30 s for metrics of high resolution.`);
}
function numberOf(text) {
    const number = Number(text);
    if (Number.isFinite(number))
        return number;
    throw new Error(`fill=${text}: a number is expected, such as 0.`);
}

;// CONCATENATED MODULE: ./.cache/build/providers/cloudwatch-data.js





/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const cloudWatchApi = { target: 'GraniteServiceVersion20100801', version: '1.0' };
/** Queries that one request takes, those that only feed an expression included. */
const mostQueries = 500;
/** Values in one page. */
const mostDatapoints = 100_800;
/** More of them say nothing new. */
const mostNotes = 10;
/** Against an endless chain of tokens: more than a request of this size can fill. */
const cloudwatch_data_mostPages = 200;
/** How much of a request a question takes; a Metrics Insights query wants one for itself. */
function weightOf({ query }) {
    return query.insights ? mostQueries : query.metrics.length + (query.parts === undefined ? 0 : 1);
}
/** Asks all questions in one request over the window that holds all of theirs. */
async function getMetricData(endpoint, questions, io) {
    const { queries, ids } = queriesOf(questions);
    const longest = Math.max(...questions.map(({ query }) => query.period));
    const start = Math.min(...questions.map(({ window }) => window.start));
    const end = Math.max(...questions.map(({ window }) => window.end));
    const input = {
        // CloudWatch lays periods from the start it is given; from a multiple they lie where we expect them.
        StartTime: (Math.floor(start / longest) * longest) / 1000,
        EndTime: end / 1000,
        ScanBy: 'TimestampAscending',
        MaxDatapoints: mostDatapoints,
        MetricDataQueries: queries
    };
    const gathered = await gather(endpoint, input, io);
    return ids.map(id => answerOf(endpoint, id, gathered));
}
/** The same metric of several checks is asked, and billed, once. */
function queriesOf(questions) {
    const known = new Map();
    const add = (body, returns, letter) => {
        const key = JSON.stringify(body);
        const query = known.get(key) ?? { Id: `${letter}${known.size}`, ...body, ReturnData: false };
        if (returns)
            query.ReturnData = true;
        known.set(key, query);
        return query.Id;
    };
    const ids = questions.map(({ query }) => {
        const Period = query.period / 1000;
        const alone = query.parts === undefined;
        const metrics = query.metrics.map(metric => add(statOf(metric, Period), alone, 'm'));
        if (alone)
            return metrics[0] ?? '';
        return add({ Expression: expressionOf(query, metrics), Period }, true, 'e');
    });
    return { queries: [...known.values()], ids };
}
function statOf(metric, Period) {
    const Dimensions = metric.dimensions.map(([Name, Value]) => ({ Name, Value }));
    return {
        MetricStat: {
            Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions },
            Period,
            Stat: metric.statistic
        },
        ...(metric.account === undefined ? {} : { AccountId: metric.account })
    };
}
/** All pages. */
async function gather(endpoint, input, io) {
    const gathered = { results: new Map(), messages: new Set(), retries: 0 };
    let token;
    for (let page = 0; page < cloudwatch_data_mostPages; page += 1) {
        const next = token === undefined ? {} : { NextToken: token };
        const asked = { ...input, ...next };
        const { json, retries } = await callAws(endpoint, io, cloudWatchApi, 'GetMetricData', asked);
        gathered.retries += retries;
        token = reading(endpoint, retries, () => readPage(json, gathered));
        if (token === undefined)
            return gathered;
    }
    const sentence = `gave more than ${cloudwatch_data_mostPages} pages. Ask for fewer metrics, or shorten baseline.history.`;
    throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'response-too-large', sentence, gathered.retries));
}
function readPage(json, { results, messages }) {
    const page = record(json, 'the answer');
    const here = new Set();
    for (const item of list(field(page, 'MetricDataResults'), 'MetricDataResults')) {
        const result = record(item, 'a result');
        const id = textField(result, 'Id') ?? '';
        const label = textField(result, 'Label') ?? id;
        const series = results.get(id) ?? new Map();
        results.set(id, series);
        const collected = cloudwatch_data_collect(result, series.get(label), here);
        series.set(label, collected);
        here.add(collected);
    }
    for (const message of messagesOf(field(page, 'Messages')))
        messages.add(message);
    const token = textField(page, 'NextToken');
    return token === '' ? undefined : token;
}
/** A series goes on in the next page; what comes again within one (`here`) is another of the same label. */
function cloudwatch_data_collect(result, known, here) {
    const values = known?.values ?? new Map();
    const contradicts = readValues(result, values);
    const again = known !== undefined && here.has(known);
    return {
        values,
        status: textField(result, 'StatusCode') ?? 'Complete',
        messages: new Set([...(known?.messages ?? []), ...messagesOf(field(result, 'Messages'))]),
        ambiguous: known?.ambiguous === true || again || contradicts
    };
}
/** Whether a period that has a value is given another. */
function readValues(result, into) {
    const stamps = list(field(result, 'Timestamps') ?? [], 'Timestamps');
    const values = list(field(result, 'Values') ?? [], 'Values');
    if (stamps.length !== values.length) {
        throw new UnexpectedShape('Timestamps and Values differ in length');
    }
    let contradicts = false;
    stamps.forEach((stamp, index) => {
        const value = values[index];
        const at = typeof stamp === 'number' ? instantOf(stamp * 1000) : undefined;
        if (at === undefined)
            throw new UnexpectedShape('a timestamp is no instant');
        if (typeof value === 'number') {
            contradicts ||= (into.get(at) ?? value) !== value;
            into.set(at, value);
            // What is no finite number comes as a text, such as "NaN".
        }
        else if (typeof value !== 'string' && value !== null) {
            throw new UnexpectedShape('a value is not a number');
        }
    });
    return contradicts;
}
function messagesOf(value) {
    if (!Array.isArray(value))
        return [];
    return value.flatMap(item => {
        const message = item;
        const texts = [message?.['Code'], message?.['Value']];
        return textsOf([texts.filter(text => typeof text === 'string').join(': ')]);
    });
}
/** Of one result, where most messages leave it whole. */
const limited = /max|limit|exceed/i;
function answerOf(endpoint, id, { results, messages: ofAll, retries }) {
    const series = [...(results.get(id) ?? new Map())];
    const messages = [...new Set(series.flatMap(([, one]) => [...one.messages]))];
    const statuses = new Set(series.map(([, { status }]) => status));
    const words = messages.length === 0 ? '' : ` ${said(endpoint, messages.join(' '))}`;
    if (statuses.has('Forbidden')) {
        const sentence = `refuses this metric: Forbidden. Allow cloudwatch:GetMetricData.${words}`;
        return new build_errors/* ProviderError */.mZ(failure(endpoint, 'not-authorised', sentence, retries));
    }
    if (statuses.has('InternalError')) {
        const sentence = `could not answer this query: InternalError.${words}`;
        return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, retries));
    }
    const missing = [
        ...(statuses.has('PartialData') ? ['CloudWatch says that data is missing (PartialData).'] : []),
        ...series.filter(([, { ambiguous }]) => ambiguous).map(([label]) => sentenceOf(label)),
        ...[...ofAll, ...messages.filter(message => limited.test(message))].map(message => `CloudWatch answered in part. ${message}`)
    ];
    const rest = messages.filter(message => !limited.test(message));
    return {
        series: series.map(([label, { values }]) => ({ label, values })),
        complete: missing.length === 0,
        notes: [...new Set([...missing, ...rest])]
            .slice(0, mostNotes)
            .map(note => said(endpoint, note)),
        retries
    };
}
function sentenceOf(label) {
    return `CloudWatch gave several series of one label, "${label}". Make one of them, by SUM or MAX.`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/cloudwatch-alarms.js






/** Alarms named in the notes of an answer. */
const cloudwatch_alarms_mostNamed = 5;
const cloudwatch_alarms_mostPages = 50;
/** What `firing` takes, by the parameters of DescribeAlarms. */
const parameters = {
    name: value => ({ AlarmNames: [value] }),
    prefix: value => ({ AlarmNamePrefix: value }),
    action: value => ({ ActionPrefix: value })
};
/** How many alarms are in the state ALARM, those whose actions are switched off left out. */
function alarmSource(endpoint, labels) {
    const input = inputOf(labels);
    const told = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return {
        pointInTime: true,
        describe: () => `alarms {${told.join(', ')}} in the state ALARM`,
        measure: (grid, io) => cloudwatch_alarms_measure(endpoint, input, grid, io)
    };
}
/** Without a name all alarms of the region are meant: then only those that fire are worth their pages. */
function inputOf(labels) {
    const unknown = Object.keys(labels).filter(key => !Object.hasOwn(parameters, key));
    if (unknown.length > 0) {
        throw new Error(`CloudWatch does not look for alarms by ${unknown.join(', ')}. Give name, prefix (of the name) or action (the beginning of an action's ARN).`);
    }
    if ('name' in labels && 'prefix' in labels) {
        throw new Error('CloudWatch takes either the name or the prefix of alarms. Remove one.');
    }
    const named = 'name' in labels || 'prefix' in labels;
    const given = Object.entries(labels).map(([key, value]) => parameters[key]?.(value) ?? {});
    const common = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 };
    const body = given.reduce((all, one) => ({ ...all, ...one }), common);
    return { named, body: named ? body : { ...body, StateValue: 'ALARM' } };
}
async function cloudwatch_alarms_measure(endpoint, { named, body }, grid, io) {
    const { alarms, retries } = await describeAlarms(endpoint, body, io);
    const firing = alarms.filter(({ state, muted }) => state === 'ALARM' && !muted);
    const known = alarms.length > 0 || !named;
    return {
        series: known ? [{ labels: {}, samples: [{ at: grid.last, value: firing.length }] }] : [],
        complete: true,
        ...(named ? { scanned: alarms.length } : {}),
        notes: firing.slice(0, cloudwatch_alarms_mostNamed).map(cloudwatch_alarms_tell),
        retries,
        before: firing.filter(({ since }) => since <= grid.last - grid.width).length
    };
}
async function describeAlarms(endpoint, input, io) {
    const alarms = [];
    let retried = 0;
    let token;
    for (let page = 0; page < cloudwatch_alarms_mostPages; page += 1) {
        const asked = { ...input, ...(token === undefined ? {} : { NextToken: token }) };
        const { json, retries } = await callAws(endpoint, io, cloudWatchApi, 'DescribeAlarms', asked);
        retried += retries;
        token = reading(endpoint, retries, () => {
            const answer = record(json, 'the answer');
            for (const kind of ['MetricAlarms', 'CompositeAlarms']) {
                alarms.push(...list(field(answer, kind) ?? [], kind).map(readAlarm));
            }
            return textField(answer, 'NextToken');
        });
        if (token === undefined || token === '')
            return { alarms, retries: retried };
    }
    const sentence = `has more than ${cloudwatch_alarms_mostPages * 100} alarms like these. Give a longer prefix.`;
    throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'response-too-large', sentence, retried));
}
function readAlarm(item) {
    const alarm = record(item, 'an alarm');
    const since = [field(alarm, 'StateTransitionedTimestamp'), field(alarm, 'StateUpdatedTimestamp')];
    const first = since.find(stamp => typeof stamp === 'number') ?? 0;
    const at = instantOf(first * 1000);
    if (at === undefined)
        throw new UnexpectedShape('the time of an alarm is no instant');
    return {
        name: textField(alarm, 'AlarmName') ?? 'an alarm',
        state: textField(alarm, 'StateValue') ?? '',
        muted: field(alarm, 'ActionsEnabled') === false || 'ActionsSuppressedBy' in alarm,
        since: at
    };
}
function cloudwatch_alarms_tell({ name, since }) {
    return `${quote(name, 100)} is in ALARM since ${new Date(since).toISOString()}.`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/cloudwatch.js








const cloudwatch = {
    name: 'cloudwatch',
    summary: 'Amazon CloudWatch: metrics by metric math, and alarms',
    logs: false,
    kinds: ['ratio', 'query', 'count', 'firing'],
    language: 'cloudwatch',
    delay: 180_000,
    cost: 'AWS bills each metric that is asked for (0.01 USD per 1000 in most regions), not the requests; what checks share is asked once.',
    options: schemas/* strictObject */.rej({ region: regionOption(), ...awsKeys }),
    address: options => awsAddress('monitoring', options),
    identity: options => awsIdentity(options, 'monitoring'),
    connect: cloudwatch_connect
};
function cloudwatch_connect(endpoint) {
    const ask = createBatcher((questions, io) => getMetricData(endpoint, questions, io), mostQueries, weightOf);
    const data = { ask, shares: { most: mostQueries } };
    return { source: question => cloudwatch_sourceOf(endpoint, data, question) };
}
function cloudwatch_sourceOf(endpoint, data, question) {
    switch (question.kind) {
        case 'firing':
            return alarmSource(endpoint, question.labels);
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            return dataSource(data, question.query, false);
        case 'events':
            return dataSource(data, question.query, true);
        case 'probe':
            throw cannotAsk(endpoint, question);
    }
}
function dataSource(data, text, events) {
    if (text.usesWindow) {
        throw new Error('CloudWatch keeps values of whole periods: {{window}} has no meaning here. A count or ratio adds its periods up by itself.');
    }
    const query = readCloudQuery(text.render(0));
    if (events)
        refuseWhatDoesNotAddUp(query);
    return {
        pointInTime: false,
        resolution: query.period,
        describe: () => text.render(0).trim(),
        measure: async (grid, io) => {
            const answer = await data.ask({ query, window: windowOf(query, grid) }, io);
            return measured(query, answer, grid, events, io);
        },
        requests: () => weightOf({ query }),
        shares: data.shares
    };
}
/** An average of averages is no count of events. */
function refuseWhatDoesNotAddUp({ metrics, insights, parts = [] }) {
    if (insights && !/^\s*SELECT\s+(SUM|COUNT)\b/i.test(parts.join(''))) {
        throw new Error('This does not add up to a count. Write SELECT SUM(…) or SELECT COUNT(…).');
    }
    const other = metrics.find(({ statistic }) => !/^(Sum|SampleCount|TS|TC)/i.test(statistic));
    if (other === undefined)
        return;
    throw new Error(`The statistic ${other.statistic} does not add up to a count. Use "Sum" or "SampleCount".`);
}
/** The whole periods of a window that ends at `at`: CloudWatch keeps nothing finer. */
function periodsOf({ period }, at, width) {
    const end = Math.floor(at / period) * period;
    return { end, count: Math.floor(width / period) };
}
function windowOf(query, { first, last, width }) {
    const from = periodsOf(query, first, width);
    const until = periodsOf(query, last, width);
    return { start: from.end - Math.max(1, from.count) * query.period, end: until.end };
}
function measured(query, answer, grid, events, io) {
    const { complete, notes, retries } = answer;
    const forgotten = noteOfRetention(query, windowOf(query, grid).start, io.clock.now());
    const alone = query.parts === undefined;
    const series = answer.series.length === 0 && alone ? [{ label: '', values: new Map() }] : answer.series;
    const labelled = series.length > 1 || givesSeveral(query);
    const all = series.map(one => ({
        labels: labelled ? { label: one.label } : {},
        samples: (0,providers_grid/* instantsOf */.GR)(grid).flatMap(at => {
            const value = cloudwatch_valueAt(query, one, periodsOf(query, at, grid.width), events);
            return value === undefined || !Number.isFinite(value) ? [] : [{ at, value }];
        })
    }));
    return {
        series: all.filter(({ samples }) => samples.length > 0),
        complete: complete && forgotten === undefined,
        notes: [...notes, ...(forgotten === undefined ? [] : [forgotten])],
        retries
    };
}
/** A search and a grouping give as many series as there are metrics; their names tell them apart. */
function givesSeveral({ parts = [] }) {
    return /^\s*(SEARCH|SORT|SLICE)\s*\(|\bGROUP\s+BY\b/i.test(parts.join(' '));
}
/** A value is that of the newest whole period; a count is the sum of all of them. */
function cloudwatch_valueAt({ period, fill }, { values }, { end, count }, events) {
    const wanted = events ? count : Math.min(1, count);
    const found = Array.from({ length: wanted }, (_, index) => values.get(end - (index + 1) * period) ?? fill).filter(value => value !== undefined);
    return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0);
}
const cloudwatch_day = 86_400_000;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const retention = [
    { shorterThan: 60_000, kept: cloudwatch_day / 8, words: '3 hours' },
    { shorterThan: 300_000, kept: 15 * cloudwatch_day, words: '15 days' },
    { shorterThan: 3_600_000, kept: 63 * cloudwatch_day, words: '63 days' },
    { shorterThan: Infinity, kept: 455 * cloudwatch_day, words: '455 days' }
];
function noteOfRetention({ period }, start, now) {
    const tier = retention.find(({ shorterThan }) => period < shorterThan);
    if (tier === undefined || start >= now - tier.kept)
        return undefined;
    const length = period < 60_000 ? `${period / 1000} s` : `${period / 60_000} min`;
    return `CloudWatch keeps values of ${length} for ${tier.words}: the window begins before that.`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/insights-job.js




const api = { target: 'Logs_20140328', version: '1.1' };
/** Until the next look at a job, milliseconds: most are done within a second or two. */
const insights_job_pauses = [200, 400, 800, 1_600];
/** A query costs by what it reads, not by how long somebody waits: what nobody waits for is stopped. */
const stopWithin = 1_000;
/** Rows in one page of results, and in all of them. */
const insights_job_mostRows = 10_000;
const mostResults = 100_000;
/** Against an endless chain of tokens: ten full pages hold all that is ever given. */
const insights_job_mostPages = 100;
const endlessNote = 'The pages of the results do not end; some rows are missing.';
/** Starts a query, waits for it within the endpoint's `timeout`, and reads its rows. */
async function runJob(endpoint, job, io) {
    const deadline = io.clock.now() + endpoint.timeout;
    const started = await callAws(endpoint, io, api, 'StartQuery', {
        ...insights_job_groupsOf(endpoint),
        startTime: Math.floor(job.window.start / 1000),
        endTime: Math.ceil(job.window.end / 1000),
        queryString: job.query,
        limit: job.limit
    });
    const queryId = reading(endpoint, started.retries, () => {
        const id = textField(record(started.json, 'the answer'), 'queryId');
        if (id === undefined)
            throw new UnexpectedShape('queryId is missing');
        return id;
    });
    try {
        return await waitFor({ endpoint, queryId, deadline, retries: started.retries }, io);
    }
    catch (error) {
        if (io.signal.aborted || isDeadline(error))
            await stop(endpoint, queryId, io);
        throw error;
    }
}
async function waitFor(waiting, io) {
    for (let turn = 0;; turn += 1) {
        const page = await pageOf(waiting, undefined, io);
        if (page.status === 'Complete')
            return restOf(waiting, page, io);
        if (page.status !== 'Running' && page.status !== 'Scheduled')
            throw ended(waiting, page.status);
        const pause = insights_job_pauses[Math.min(turn, insights_job_pauses.length - 1)] ?? 0;
        if (io.clock.now() + pause >= waiting.deadline)
            throw late(waiting);
        await io.clock.sleep(pause, io.signal);
    }
}
/** The rows of a page of a running query are some of the rows only: nothing is read before it is complete. */
async function restOf(waiting, first, io) {
    const rows = [...first.rows];
    const asked = new Set();
    let { next } = first;
    while (next !== undefined && rows.length < mostResults) {
        if (asked.has(next) || asked.size === insights_job_mostPages)
            break;
        asked.add(next);
        const page = await pageOf(waiting, next, io);
        // An empty page with a token is not the last.
        rows.push(...page.rows);
        next = page.next;
    }
    const { scanned, matched, bytes } = first;
    const whole = next === undefined || rows.length >= mostResults;
    return { rows, scanned, matched, bytes, whole, retries: waiting.retries };
}
async function pageOf(waiting, token, io) {
    const { queryId, deadline } = waiting;
    const left = deadline - io.clock.now();
    if (left <= 0)
        throw late(waiting);
    const endpoint = { ...waiting.endpoint, timeout: left };
    const asked = { queryId, ...(token === undefined ? {} : { nextToken: token }) };
    const { json, retries } = await callAws(endpoint, io, api, 'GetQueryResults', asked);
    waiting.retries += retries;
    return reading(endpoint, retries, () => insights_job_readPage(json));
}
function insights_job_readPage(json) {
    const body = record(json, 'the answer');
    const status = textField(body, 'status');
    if (status === undefined)
        throw new UnexpectedShape('status is missing');
    const statistics = record(field(body, 'statistics') ?? {}, 'statistics');
    const number = (name) => {
        const value = field(statistics, name);
        return isCount(value) ? value : 0;
    };
    return {
        status,
        rows: list(field(body, 'results') ?? [], 'results').map(readRow),
        scanned: number('recordsScanned') + number('estimatedRecordsSkipped'),
        matched: number('recordsMatched'),
        bytes: number('bytesScanned'),
        next: textField(body, 'nextToken') || undefined
    };
}
function readRow(item) {
    const pairs = list(item, 'a row').map(pair => record(pair, 'a field'));
    return Object.fromEntries(pairs.map(pair => [textField(pair, 'field') ?? '', textField(pair, 'value') ?? '']));
}
/** Names where they are names; an ARN is how another account's group is named. */
function insights_job_groupsOf({ options }) {
    const groups = options['log-groups'];
    const names = Array.isArray(groups) ? groups : [];
    const hasArn = names.some(name => name.startsWith('arn:'));
    return hasArn ? { logGroupIdentifiers: names } : { logGroupNames: names };
}
function ended({ endpoint, retries }, status) {
    const sentence = `ended the query as ${said(endpoint, status)}. Ask for less, or run it by hand to see why.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, retries));
}
function late({ endpoint, retries }) {
    const sentence = `did not finish the query within ${endpoint.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'deadline', sentence, retries));
}
function isDeadline(error) {
    return error instanceof build_errors/* ProviderError */.mZ && error.failure.code === 'deadline';
}
/** Whether or not it succeeds, what stopped us stands. */
async function stop(endpoint, queryId, io) {
    const own = { ...io, signal: new AbortController().signal };
    const hasty = { ...endpoint, timeout: stopWithin };
    await callAws(hasty, own, api, 'StopQuery', { queryId }).catch(() => undefined);
}

;// CONCATENATED MODULE: ./.cache/build/providers/insights-query.js
/** The column that says into which step of the window a line falls. */
const stepField = 'bakegate_step';
/** What a number is called that the query gives no name. */
const valueField = 'bakegate_value';
/** These give other rows than lines, or leave lines out. */
const insights_query_foreign = /^(limit|pattern|diff|anomaly|source)\b/i;
/**
 * Reads a query. Throws a sentence for the user where it cannot be asked over a window.
 *
 *     query   = command *( "|" command )
 *     stats   = "stats" function [ "as" name ] [ "by" fields ]     ; last, with one function
 */
function readInsights(text) {
    const commands = commandsOf(text);
    const other = commands.find(command => insights_query_foreign.test(command));
    if (other !== undefined) {
        throw new Error(`\`${other.split(/\s/)[0]}\` has no place in the query of a check: it would leave lines out. Remove it.`);
    }
    const places = commands.flatMap((command, index) => (/^stats\b/i.test(command) ? [index] : []));
    const [place] = places;
    if (place === undefined)
        return { commands };
    if (places.length > 1 || place !== commands.length - 1) {
        throw new Error('`stats` must be the last command, and the only one of its kind.');
    }
    return { commands: commands.slice(0, -1), stats: readStats(commands[place] ?? '') };
}
/** The query over a window, exactly: StartQuery itself knows whole seconds, its end included. */
function over(window, commands) {
    const stamp = 'toMillis(@timestamp)';
    const bounds = `filter ${stamp} >= ${window.start} and ${stamp} < ${window.end}`;
    return insights_query_joined([bounds, ...commands]);
}
/** One row for each step of `step` milliseconds from the window's start on, and for each group. */
function insights_query_bySteps(stats, window, step) {
    const groups = stats.by === undefined ? stepField : `${stepField}, ${stats.by}`;
    return [
        `fields floor((toMillis(@timestamp) - ${window.start}) / ${step}) as ${stepField}`,
        `stats ${stats.aggregate} by ${groups}`
    ];
}
/** `stats` as it is described. */
function statsCommand({ aggregate, by }) {
    return `stats ${aggregate}${by === undefined ? '' : ` by ${by}`}`;
}
/** Each on a line of its own: a comment at the end of one must not swallow the next. */
function insights_query_joined(commands) {
    return commands.join('\n| ');
}
const countOfLines = { aggregate: `count(*) as ${valueField}`, field: valueField };
function readStats(command) {
    const body = command.replace(/^stats\s+/i, '');
    const by = topLevel(body, /\bby\b/iy);
    const head = (by === undefined ? body : body.slice(0, by)).trim();
    if (topLevel(head, /,/y) !== undefined) {
        throw new Error('`stats` gives several numbers. Keep one function: a check judges one.');
    }
    const alias = topLevel(head, /\bas\b/iy);
    const name = alias === undefined ? valueField : head.slice(alias + 2).trim();
    if (!/^[A-Za-z_]\w*$/.test(name)) {
        throw new Error('The name after `as` is not a plain one. Write letters, digits and _.');
    }
    return {
        aggregate: alias === undefined ? `${head} as ${name}` : head,
        field: name,
        ...(by === undefined ? {} : { by: body.slice(by + 2).trim() })
    };
}
/** Where a pattern (sticky) stands outside of quotes and parentheses. */
function topLevel(text, pattern) {
    let depth = 0;
    for (let index = 0; index < text.length;) {
        const skipped = insights_query_literalAt(text, index);
        if (skipped > 0) {
            index += skipped;
            continue;
        }
        const letter = text.charAt(index);
        if (letter === '(')
            depth += 1;
        if (letter === ')')
            depth -= 1;
        pattern.lastIndex = index;
        const isWord = index === 0 || !/\w/.test(text.charAt(index - 1)) || letter === ',';
        if (depth === 0 && isWord && pattern.test(text))
            return index;
        index += 1;
    }
    return undefined;
}
/** Comments are left out. */
function commandsOf(text) {
    const commands = [];
    let command = '';
    let index = 0;
    while (index < text.length) {
        const length = Math.max(1, insights_query_literalAt(text, index));
        const piece = text.slice(index, index + length);
        index += length;
        if (piece.startsWith('#'))
            continue;
        if (piece === '|') {
            commands.push(command);
            command = '';
        }
        else {
            command += piece;
        }
    }
    return [...commands, command].map(one => one.trim()).filter(one => one !== '');
}
/** Length of the text in quotes, the regular expression or the comment that begins here; 0: none does. */
function insights_query_literalAt(text, index) {
    const letter = text.charAt(index);
    if (letter === '#')
        return (/#[^\n]*/y.exec(text.slice(index))?.[0] ?? letter).length;
    const before = text.slice(Math.max(0, index - 300), index);
    const opensRegex = letter === '/' && /(\blike|=~|\bparse\s+\S+|,|\()\s*$/i.test(before);
    if (!opensRegex && !/["'`]/.test(letter))
        return 0;
    for (let end = index + 1; end < text.length; end += 1) {
        if (text.charAt(end) === '\\')
            end += 1;
        else if (text.charAt(end) === letter)
            return end + 1 - index;
    }
    return text.length - index;
}

;// CONCATENATED MODULE: ./.cache/build/providers/insights-lines.js





/** Patterns that are asked for: the rarest of so many say nothing. */
const insights_lines_mostPatterns = 1_000;
/** What the store writes for a part that varies, its kind and its number left out. */
const insights_lines_wildcard = '<*>';
/** The lines of a query, newest first, and their patterns. */
function insightsLines(endpoint, query) {
    const { commands, stats } = readInsights(query.render(0));
    if (stats !== undefined) {
        throw new Error('`stats` gives numbers, and lines are asked for. Remove it.');
    }
    return {
        describe: () => insights_query_joined(commands),
        fetch: (window, most, io) => insights_lines_fetchLines({ endpoint, commands, io }, window, most),
        billed: true,
        containing: literal => insights_lines_containing(endpoint, commands, literal),
        patterns: (window, io) => insights_lines_fetchPatterns({ endpoint, commands, io }, window)
    };
}
/** Nobody says how Logs Insights reads an escape in quotes: what would need one ends the text that is asked for. */
const unquotable = /["'\\/\n\r]/;
/** The store finds the longest part that can be quoted, and the rest is looked for here. */
function insights_lines_containing(endpoint, commands, literal) {
    const [part = ''] = literal.split(unquotable).sort((a, b) => b.length - a.length);
    const filter = `filter @message like "${part}"`;
    const isWhole = part === literal;
    const narrowed = part.trim() === '' ? commands : [...commands, filter];
    return {
        describe: () => insights_query_joined(narrowed),
        billed: true,
        async fetch(window, most, io) {
            const wanted = isWhole ? most : Math.max(most, insights_job_mostRows);
            const asked = await insights_lines_fetchLines({ endpoint, commands: narrowed, io }, window, wanted);
            if (isWhole)
                return asked;
            const { matched: _, ...batch } = asked;
            const holding = batch.lines.filter(({ text }) => text.includes(literal));
            const lines = holding.slice(-most);
            return { ...batch, lines, complete: batch.complete && lines.length === holding.length };
        }
    };
}
async function insights_lines_fetchLines({ endpoint, commands, io }, window, most) {
    const shown = [
        'fields toMillis(@timestamp) as bakegate_at',
        'display bakegate_at, @message, @logStream, @log',
        'sort @timestamp desc'
    ];
    const limit = Math.min(most, mostResults);
    const job = { query: over(window, [...commands, ...shown]), window, limit };
    const results = await runJob(endpoint, job, io);
    const { matched, scanned, bytes, retries, whole } = results;
    const all = reading(endpoint, retries, () => results.rows.map(insights_lines_lineOf));
    const inside = all.filter(({ at }) => at >= window.start && at < window.end);
    const lines = newestOf(inside.toReversed(), most);
    return {
        lines,
        complete: whole && matched <= lines.length,
        matched,
        scanned,
        bytes,
        notes: whole ? [] : [endlessNote],
        retries
    };
}
function insights_lines_lineOf(row) {
    const at = numeric(row['bakegate_at']);
    if (at === undefined)
        throw new UnexpectedShape('a line has no timestamp');
    const stream = Object.entries({ log: row['@log'], stream: row['@logStream'] }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return { at, text: row['@message'] ?? '', stream: Object.fromEntries(stream), fields: {} };
}
async function insights_lines_fetchPatterns({ endpoint, commands, io }, window) {
    const clustered = ['pattern @message', 'sort @sampleCount desc'];
    const job = { query: over(window, [...commands, ...clustered]), window, limit: insights_lines_mostPatterns };
    const results = await runJob(endpoint, job, io);
    const patterns = reading(endpoint, results.retries, () => results.rows.map(insights_lines_patternOf));
    return { patterns, wildcard: insights_lines_wildcard, complete: isWhole(results, patterns), retries: results.retries };
}
/** `GET /cart/<Token-1> in <Number-2>ms`. */
function insights_lines_patternOf(row) {
    const { '@pattern': text, '@sampleCount': samples } = row;
    const count = numeric(samples);
    if (text === undefined || !isCount(count)) {
        throw new UnexpectedShape('a pattern has no text or no count');
    }
    return { text: text.replace(/<[A-Za-z]+-\d+>/g, insights_lines_wildcard), count };
}
/** It clusters a sample of many lines: then the counts do not add up to what matched. */
function isWhole({ matched, whole }, patterns) {
    return whole && patterns.reduce((sum, { count }) => sum + count, 0) >= matched;
}

;// CONCATENATED MODULE: ./.cache/build/providers/cloudwatch-logs.js









/** Steps of one query: groups multiply the rows, and an answer holds 10 000 of them. */
const cloudwatch_logs_mostSteps = 1_000;
/** Overlapping windows are a query each, and each is paid for. */
const cloudwatch_logs_mostWindows = 12;
const cloudwatchLogs = {
    name: 'cloudwatch-logs',
    summary: 'Amazon CloudWatch Logs: log lines and numbers from them by Logs Insights',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'insights',
    delay: 60_000,
    cost: 'AWS bills what is read (0.005 USD per GB in most regions): all lines of the log groups in each window. A query is two requests, and one more for each look at it while it runs.',
    readsAll: true,
    options: schemas/* strictObject */.rej({
        region: regionOption(),
        'log-groups': schemas/* array */.YOg(schemas/* string */.YjP().regex(/^[\w./:#-]{1,2048}$/, 'The name or ARN of a log group is expected.'))
            .min(1, 'At least one log group is expected.')
            .max(50, 'Logs Insights takes 50 log groups at most.')
            .optional()
            .describe('Names or ARNs of the log groups that are queried; at least one, at most 50'),
        ...awsKeys
    }),
    address: options => awsAddress('logs', options),
    identity: options => awsIdentity(options, 'logs'),
    connect: cloudwatch_logs_connect
};
function cloudwatch_logs_connect(endpoint) {
    return {
        source: question => cloudwatch_logs_sourceOf(endpoint, question),
        lines: query => {
            refuseWithoutGroups(endpoint);
            return insightsLines(endpoint, query);
        }
    };
}
function cloudwatch_logs_sourceOf(endpoint, question) {
    const asking = cloudwatch_logs_askingOf(endpoint, question);
    refuseWithoutGroups(endpoint);
    const text = insights_query_joined([...asking.query.commands, statsCommand(asking.stats)]);
    return {
        pointInTime: false,
        describe: () => text,
        measure: (grid, io) => cloudwatch_logs_measure(endpoint, asking, grid, io),
        // Started, and read.
        requests: grid => 2 * (cloudwatch_logs_adjoins(grid) ? (0,providers_grid/* runsOf */.ky)(grid, cloudwatch_logs_mostSteps) : (0,providers_grid/* instantsOf */.GR)(grid)).length
    };
}
function refuseWithoutGroups({ options }) {
    if (Array.isArray(options['log-groups']))
        return;
    throw new Error('The endpoint names no log group. Give it `log-groups: [/ecs/shop]`.');
}
function cloudwatch_logs_askingOf(endpoint, question) {
    switch (question.kind) {
        case 'value': {
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            const query = readInsights(cloudwatch_logs_textOf(question.query));
            const { stats } = query;
            if (stats === undefined) {
                throw new Error('A query gives a number. End it with `stats`, such as stats avg(duration).');
            }
            return { query, stats, counts: false };
        }
        case 'events': {
            const query = readInsights(cloudwatch_logs_textOf(question.query));
            return { query, stats: query.stats ?? countOfLines, counts: query.stats === undefined };
        }
        case 'probe':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
function cloudwatch_logs_textOf(query) {
    return query.render(0).trim();
}
/** Windows side by side are one query; those that overlap are one each. */
async function cloudwatch_logs_measure(endpoint, asking, grid, io) {
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    if (cloudwatch_logs_adjoins(grid)) {
        const parts = [];
        for (const run of (0,providers_grid/* runsOf */.ky)(grid, cloudwatch_logs_mostSteps)) {
            parts.push(await cloudwatch_logs_sideBySide(endpoint, asking, run, io));
        }
        return (0,providers_grid/* joinParts */.nn)(parts, grid);
    }
    if (instants.length > cloudwatch_logs_mostWindows)
        throw tooManyOverlapping(endpoint, cloudwatch_logs_mostWindows);
    const parts = await Promise.all(instants.map(at => cloudwatch_logs_sideBySide(endpoint, asking, { ...grid, first: at, last: at }, io)));
    return (0,providers_grid/* joinParts */.nn)(parts, grid);
}
function cloudwatch_logs_adjoins(grid) {
    return grid.width === grid.step || (0,providers_grid/* instantsOf */.GR)(grid).length === 1;
}
async function cloudwatch_logs_sideBySide(endpoint, { query, stats, counts }, grid, io) {
    const window = { start: grid.first - grid.width, end: grid.last };
    const text = over(window, [...query.commands, ...insights_query_bySteps(stats, window, grid.width)]);
    const results = await runJob(endpoint, { query: text, window, limit: insights_job_mostRows }, io);
    const { scanned, bytes, retries, whole } = results;
    const series = reading(endpoint, retries, () => cloudwatch_logs_seriesOf(results, stats, grid));
    const cut = results.rows.length >= insights_job_mostRows;
    // Lines were looked at, and none matched.
    const told = counts && scanned > 0 && series.length === 0 ? [{ labels: {}, samples: [] }] : series;
    return {
        series: counts ? cloudwatch_logs_filled(told, grid) : told,
        complete: !cut && whole,
        scanned,
        bytes,
        notes: [
            ...(cut ? [`The answer was cut at ${insights_job_mostRows} rows. Group by fewer values.`] : []),
            ...(whole ? [] : [endlessNote])
        ],
        retries
    };
}
function cloudwatch_logs_seriesOf({ rows }, stats, grid) {
    const series = new Map();
    for (const row of rows) {
        const step = numeric(row[stepField]);
        if (step === undefined)
            throw new UnexpectedShape(`a row has no ${stepField}`);
        const labels = labelsOf(row, stats);
        const key = JSON.stringify(labels);
        const known = series.get(key) ?? { labels, samples: [] };
        series.set(key, known);
        // An average of nothing is an empty text.
        const value = numeric(row[stats.field]);
        const at = grid.first + Math.round(step) * grid.width;
        if (value !== undefined)
            known.samples.push({ at, value });
    }
    return [...series.values()];
}
function labelsOf(row, { field }) {
    const own = new Set([field, stepField, '@ptr']);
    return Object.fromEntries(Object.entries(row)
        .filter(([name]) => !own.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)));
}
function cloudwatch_logs_filled(series, grid) {
    return series.map(({ labels, samples }) => ({
        labels,
        samples: (0,providers_grid/* withZeros */.cl)(samples, (0,providers_grid/* instantsOf */.GR)(grid))
    }));
}

;// CONCATENATED MODULE: ./.cache/build/providers/google-entries.js



/** What one page holds at most. */
const google_entries_pageSize = 1_000;
/** A page may be empty though more follow; so many in a row are a defect of the backend's. */
const mostEmptyPages = 20;
/** A page may hold few entries though more follow; a hundred full ones are more than anybody wants. */
const google_entries_mostPages = 300;
/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list */
async function listEntries(connection, listing, io) {
    const { endpoint } = connection;
    const entries = [];
    let retries = 0;
    let token;
    let empty = 0;
    let pages = 0;
    do {
        const answer = await google_entries_askPage(connection, listing, token, io);
        retries += answer.retries;
        const page = reading(endpoint, answer.retries, () => google_entries_readPage(answer.json));
        entries.push(...page.entries);
        token = page.next;
        empty = page.entries.length === 0 ? empty + 1 : 0;
        pages += 1;
        if (empty > mostEmptyPages || pages > google_entries_mostPages) {
            throw new build_errors/* ProviderError */.mZ(endless(endpoint, pages, retries));
        }
    } while (token !== undefined && entries.length <= listing.most);
    const complete = token === undefined && entries.length <= listing.most;
    return { entries: entries.slice(0, listing.most), complete, retries };
}
/** Epoch milliseconds of an entry. */
function stampOf(entry) {
    const at = Date.parse(textField(entry, 'timestamp') ?? '');
    if (Number.isNaN(at))
        throw new UnexpectedShape('an entry has no timestamp');
    return at;
}
function google_entries_askPage(connection, listing, token, io) {
    const { endpoint, tokens } = connection;
    const { filter, window, newestFirst, only } = listing;
    const fields = only === undefined ? '' : `?fields=${encodeURIComponent(only)}`;
    const body = {
        resourceNames: [`projects/${String(endpoint.options['project'])}`],
        filter: bounded(filter, window),
        orderBy: newestFirst ? 'timestamp desc' : 'timestamp asc',
        pageSize: google_entries_pageSize,
        ...(token === undefined ? {} : { pageToken: token })
    };
    const asked = {
        method: 'POST',
        path: `/v2/entries:list${fields}`,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        ...(tokens === undefined ? {} : { sign: () => tokens.header(io) })
    };
    return askJson(endpoint, io, asked, response => google_entries_accountOf(response.text, tokens));
}
/** A comment at the end of the filter must not swallow the bounds. */
function bounded(filter, { start, end }) {
    const [from, until] = [start, end].map(at => new Date(at).toISOString());
    return `(\n${filter}\n)\nAND timestamp >= "${from}" AND timestamp < "${until}"`;
}
function google_entries_readPage(json) {
    const body = record(json, 'the answer');
    const found = list(field(body, 'entries') ?? [], 'entries').map(item => record(item, 'an entry'));
    const next = textField(body, 'nextPageToken');
    if (found.length === 0 &&
        next === undefined &&
        Object.keys(body).some(key => key !== 'entries')) {
        throw new UnexpectedShape('it holds no entries');
    }
    return { entries: found, ...(next === undefined || next === '' ? {} : { next }) };
}
/** `{"error": {"code": 403, "message": "…", "status": "PERMISSION_DENIED"}}` */
function google_entries_accountOf(text, tokens) {
    const error = google_entries_errorIn(text);
    if (error === undefined)
        return { words: tokens?.hide(text) ?? text };
    const [status, message] = [textField(error, 'status'), textField(error, 'message')];
    const words = [status, message].filter(part => part !== undefined).join(': ');
    return {
        words: tokens?.hide(words) ?? words,
        ...(status === 'INVALID_ARGUMENT' ? { code: 'invalid-query' } : {}),
        ...(status === 'RESOURCE_EXHAUSTED' ? { code: 'rate-limited' } : {})
    };
}
function google_entries_errorIn(text) {
    try {
        const body = JSON.parse(text);
        const error = isRecord(body) ? field(body, 'error') : undefined;
        return isRecord(error) ? error : undefined;
    }
    catch {
        return undefined;
    }
}
function endless(endpoint, pages, retries) {
    const sentence = `gave ${pages} pages with few entries or none, and had no end. Narrow the filter by resource.type or logName.`;
    return failure(endpoint, 'provider-error', sentence, retries);
}

;// CONCATENATED MODULE: ./.cache/build/providers/google-logging.js












const google_logging_scope = 'https://www.googleapis.com/auth/logging.read';
/** Twenty pages: a third of what a project may ask for in a minute. */
const mostCounted = 20_000;
const stampsOnly = 'entries(timestamp),nextPageToken';
const googleLogging = {
    name: 'google-logging',
    summary: 'Google Cloud Logging: log entries, counted and read',
    logs: true,
    kinds: ['count', 'ratio', 'logs'],
    language: 'google-logging',
    delay: 60_000,
    options: schemas/* strictObject */.rej({
        project: schemas/* string */.YjP()
            .regex(/^[a-z0-9.:-]{1,100}$/, 'The id of a project is expected.')
            .describe('Id of the Google Cloud project whose logs are read')
            .optional()
    }),
    address: () => 'https://logging.googleapis.com',
    identity: options => ({ cloud: 'google', service: '', options, explicit: false }),
    cost: 'Reading costs nothing. A project may list 60 times a minute, and every 1,000 entries that are counted or read are one of them.',
    connect: google_logging_connect
};
function google_logging_connect(endpoint) {
    const { auth } = endpoint;
    const connection = {
        endpoint,
        ...(auth?.kind === 'google'
            ? { tokens: keepTokens(io => googleToken(endpoint, auth.file, google_logging_scope, io)) }
            : {})
    };
    const counts = createBatcher((spans, io) => Promise.all(spans.map(span => stampsIn(connection, span, io))), Infinity);
    return {
        source: question => google_logging_sourceOf(endpoint, counts, question),
        lines: query => {
            refuseWithoutProject(endpoint);
            return google_logging_linesOf(connection, google_logging_filterOf(query));
        }
    };
}
function google_logging_sourceOf(endpoint, counts, question) {
    if (question.kind !== 'events')
        throw cannotAsk(endpoint, question);
    refuseWithoutProject(endpoint);
    const filter = google_logging_filterOf(question.query);
    return {
        pointInTime: false,
        describe: () => filter,
        measure: async (grid, io) => {
            const window = { start: grid.first - grid.width, end: grid.last };
            return google_logging_measured(await counts({ filter, window }, io), grid);
        }
    };
}
function refuseWithoutProject({ options }) {
    if (typeof options['project'] === 'string')
        return;
    throw new Error('The endpoint names no project. Give it `project: my-project`.');
}
function google_logging_filterOf(query) {
    if (query.usesWindow) {
        throw new Error('A filter has no use for {{window}}: it is asked over its window. Remove it.');
    }
    const filter = query.render(0).trim();
    // A payload may have a field of that name: `jsonPayload.timestamp`.
    if (/(?<![\w.]|\w-)timestamp\s*[<>=]/i.test(filter.replace(/"(?:[^"\\]|\\.)*"/g, '""'))) {
        throw new Error('The filter speaks of `timestamp`: the window is added to it. Remove that.');
    }
    return filter;
}
/** The stamps of everything that matches; the API counts nothing itself. */
async function stampsIn({ endpoint, ...rest }, span, io) {
    const connection = { endpoint, ...rest };
    const listing = { ...span, newestFirst: false, only: stampsOnly, most: mostCounted };
    const { entries, complete, retries } = await listEntries(connection, listing, io);
    if (complete)
        return { stamps: reading(endpoint, retries, () => entries.map(stampOf)), retries };
    const sentence = `has more than ${mostCounted} entries that match, and cannot count them itself. Narrow the filter, shorten baseline.history, or make a log-based metric and ask it by PromQL.`;
    throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'response-too-large', sentence, retries));
}
function google_logging_measured({ stamps, retries }, grid) {
    const sorted = [...stamps].sort((a, b) => a - b);
    const samples = (0,providers_grid/* instantsOf */.GR)(grid).map(at => ({
        at,
        value: below(sorted, at) - below(sorted, at - grid.width)
    }));
    return { series: [{ labels: {}, samples }], complete: true, notes: [], retries };
}
/** How many of them lie before an instant. */
function below(sorted, instant) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sorted[middle] ?? Infinity) < instant)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
function google_logging_linesOf(connection, filter) {
    return {
        ...entriesOf(connection, filter),
        containing: literal => holding(connection.endpoint, literal, containing_piecesOf(literal), pieces => entriesOf(connection, `(\n${filter}\n)\nAND ${google_logging_textHolds(pieces)}`))
    };
}
function entriesOf(connection, filter) {
    return {
        describe: () => filter,
        fetch: (window, most, io) => google_logging_fetchLines(connection, filter, window, most, io)
    };
}
/** Where the text of an entry may stand: see `payloadOf`. */
const texts = ['textPayload', 'jsonPayload.message', 'jsonPayload.msg', 'jsonPayload.textPayload'];
/** An entry without any of them is shown as its payload. `:` finds a part of a text, in any case of its letters. */
function google_logging_textHolds(pieces) {
    const held = texts.map(name => `(${pieces.map(piece => `${name}:"${piece}"`).join(' AND ')})`);
    const none = texts.map(name => `NOT ${name}:*`).join(' AND ');
    return `(${held.join(' OR ')} OR (${none}))`;
}
async function google_logging_fetchLines(connection, filter, window, most, io) {
    const listing = { filter, window, newestFirst: true, most };
    const { entries, complete, retries } = await listEntries(connection, listing, io);
    const all = reading(connection.endpoint, retries, () => entries.map(google_logging_lineOf));
    const lines = all.filter(({ at }) => at >= window.start && at < window.end);
    return { lines: newestOf(lines.toReversed(), most), complete, notes: [], retries };
}
function google_logging_lineOf(entry) {
    const { json, text } = payloadOf(entry);
    const resource = field(entry, 'resource');
    const own = isRecord(resource) ? resource : {};
    const stream = { log: textField(entry, 'logName') ?? '', ...flatten(field(own, 'labels')) };
    const severity = textField(entry, 'severity');
    return {
        at: stampOf(entry),
        text,
        stream,
        fields: {
            ...flatten(json),
            ...prefixed('labels', flatten(field(entry, 'labels'))),
            ...(severity === undefined ? {} : { severity })
        }
    };
}
/** A message where there is one; an entry without any is its payload as JSON. */
function payloadOf(entry) {
    const plain = textField(entry, 'textPayload');
    if (plain !== undefined)
        return { json: undefined, text: plain };
    const json = field(entry, 'jsonPayload') ?? field(entry, 'protoPayload') ?? {};
    const message = isRecord(json)
        ? (textField(json, 'message') ?? textField(json, 'msg') ?? textField(json, 'textPayload'))
        : undefined;
    return { json, text: message ?? JSON.stringify(json) };
}
function prefixed(name, labels) {
    return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`${name}.${key}`, value]));
}

;// CONCATENATED MODULE: ./.cache/build/providers/honeycomb-data.js



/** Until the next look at a run, milliseconds. None takes longer than ten seconds. */
const honeycomb_data_pauses = [250, 500, 1_000];
/** More rows than the groups of an answer without steps. */
const honeycomb_data_mostRows = 1_000;
/**
 * Runs a query: creates it, has it run, and polls until it is done, within the endpoint's `timeout` for all of
 * that. https://docs.honeycomb.io/api/tag/Query-Data/
 */
async function runQuery(endpoint, run, io) {
    const call = callerOf(endpoint, io);
    const { spec, start, end, step } = run;
    const times = {
        start_time: start / 1000,
        end_time: end / 1000,
        ...(step === undefined ? {} : { granularity: step / 1000 })
    };
    const query = await call('POST', 'queries', { ...spec, ...times });
    const created = await call('POST', 'query_results', {
        query_id: idOf(endpoint, query),
        disable_series: step === undefined,
        ...(step === undefined ? { limit: honeycomb_data_mostRows } : {})
    });
    const id = idOf(endpoint, created);
    for (let turn = 0;; turn += 1) {
        const answer = await call('GET', `query_results/${id}`);
        const { retries } = answer;
        if (field(answer.body, 'complete') === true) {
            return { rows: reading(endpoint, retries, () => rowsOf(answer.body, step)), retries };
        }
        await io.clock.sleep(honeycomb_data_pauses[Math.min(turn, honeycomb_data_pauses.length - 1)] ?? 0, io.signal);
    }
}
/** One deadline over all requests of a run. The last part of `resource` follows the dataset. */
function callerOf(endpoint, io) {
    const deadline = io.clock.now() + endpoint.timeout;
    const dataset = encodeURIComponent(String(endpoint.options['dataset']));
    let retries = 0;
    return async (method, resource, body) => {
        const timeout = deadline - io.clock.now();
        if (timeout <= 0)
            throw honeycomb_data_late(endpoint, retries);
        const [kind = '', id] = resource.split('/');
        const asked = {
            method,
            path: `/1/${kind}/${dataset}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
            headers: {
                'X-Honeycomb-Team': String(endpoint.options['api-key']),
                'Content-Type': 'application/json',
                Accept: 'application/json'
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) })
        };
        const { json, retries: more } = await askJson({ ...endpoint, timeout }, io, asked, honeycomb_data_accountOf);
        retries += more;
        return { body: reading(endpoint, retries, () => record(json, 'the answer')), retries };
    };
}
function honeycomb_data_late(endpoint, retries) {
    const sentence = `did not finish the query within ${endpoint.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'deadline', sentence, retries));
}
function idOf(endpoint, { body, retries }) {
    return reading(endpoint, retries, () => {
        const id = textField(body, 'id');
        if (id === undefined || !/^[\w-]{1,100}$/.test(id))
            throw new UnexpectedShape('id is no id');
        return id;
    });
}
function rowsOf(body, step) {
    const data = record(field(body, 'data'), 'data');
    if (step === undefined) {
        return list(field(data, 'results'), 'data.results').map(item => ({ data: dataOf(item) }));
    }
    return list(field(data, 'series'), 'data.series').map(item => {
        const at = Date.parse(textField(record(item, 'a point'), 'time') ?? '');
        if (Number.isNaN(at))
            throw new UnexpectedShape('a time is no instant');
        return { at, data: dataOf(item) };
    });
}
function dataOf(item) {
    return record(field(record(item, 'a row'), 'data'), 'data of a row');
}
/** `{"error": "…"}`, in newer answers with a detail, and with the fields that are wrong. */
function honeycomb_data_accountOf({ status, text }) {
    const words = honeycomb_data_wordsOf(text);
    return {
        ...(words === undefined ? {} : { words }),
        ...(status === 400 || status === 422 ? { code: 'invalid-query' } : {}),
        remedy: "Check the endpoint's api-key, its permissions (Manage Queries and Columns, Run Queries), the region, and that the plan is Enterprise."
    };
}
function honeycomb_data_wordsOf(text) {
    try {
        const json = JSON.parse(text);
        if (!isRecord(json))
            return undefined;
        const details = field(json, 'type_detail');
        const fields = (Array.isArray(details) ? details : []).filter(isRecord).map(one => {
            return [textField(one, 'field'), textField(one, 'description')].filter(Boolean).join(': ');
        });
        const words = textField(json, 'detail') ?? textField(json, 'error') ?? textField(json, 'title');
        const all = [...(words === undefined ? [] : [words]), ...fields];
        return all.length === 0 ? undefined : all.join(' ');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/honeycomb-query.js

/** More groups than these come in no answer that has steps. */
const honeycomb_query_mostGroups = 1_000;
/** What a check may say. The time and the limit are ours. */
const known = new Set([
    'filters',
    'filter_combination',
    'breakdowns',
    'calculations',
    'calculated_fields',
    'havings'
]);
/** The calculations of which two windows' results add up to that of both. */
const additive = new Set(['COUNT', 'SUM']);
/**
 * Reads a query specification (https://docs.honeycomb.io/api/query-specification/). Throws a plain Error for the
 * user. `counts`: the answer is a number of events, and those are counted where nothing else is said.
 */
function honeycomb_query_readQuery(text, counts) {
    const spec = honeycomb_query_parsed(text);
    for (const key of Object.keys(spec)) {
        if (known.has(key))
            continue;
        throw new Error(/^(time_range|start_time|end_time|granularity|limit)$/.test(key)
            ? `"${key}" is given by Bakegate, which asks for windows of its own. Remove it.`
            : `"${key}" has no place in the query of a check. It may hold ${[...known].join(', ')}.`);
    }
    const calculations = spec['calculations'] ?? (counts ? [{ op: 'COUNT' }] : undefined);
    refuse(calculations, counts);
    const breakdowns = textsIn(spec['breakdowns'] ?? [], 'breakdowns');
    return { spec: { ...spec, calculations, breakdowns, limit: honeycomb_query_mostGroups }, breakdowns };
}
function honeycomb_query_parsed(text) {
    const form = 'Write {"filters": [{"column": "service.name", "op": "=", "value": "shop"}]}.';
    try {
        const value = JSON.parse(text);
        if (isRecord(value))
            return value;
    }
    catch (error) {
        throw new Error(`The query is no JSON: ${error.message}. ${form}`);
    }
    throw new Error(`The query is no JSON object. ${form}`);
}
function refuse(calculations, counts) {
    if (!Array.isArray(calculations) || calculations.length === 0) {
        throw new Error('A query needs a calculation. Add "calculations": [{"op": "P99", "column": "duration_ms"}].');
    }
    const operations = calculations.map(one => (isRecord(one) ? one['op'] : undefined));
    if (operations.includes('HEATMAP')) {
        throw new Error('A HEATMAP is no number. Use another calculation.');
    }
    const other = operations.find(one => typeof one !== 'string' || !additive.has(one));
    if (counts && (operations.length > 1 || other !== undefined)) {
        throw new Error('A count has one calculation, COUNT or SUM. Remove "calculations" for COUNT.');
    }
}
function textsIn(value, name) {
    if (Array.isArray(value) && value.every(one => typeof one === 'string'))
        return value;
    throw new Error(`"${name}" is a list of names. Write "${name}": ["http.route"].`);
}

;// CONCATENATED MODULE: ./.cache/build/providers/honeycomb-time.js
const honeycomb_time_minute = 60_000;
const honeycomb_time_hour = 60 * honeycomb_time_minute;
/**
 * Honeycomb cuts the bounds of a query off to whole units, the coarser the longer it is.
 * https://docs.honeycomb.io/api/tag/Query-Data/
 */
const cuts = [
    { longest: 6 * honeycomb_time_hour, unit: honeycomb_time_minute },
    { longest: 48 * honeycomb_time_hour, unit: 5 * honeycomb_time_minute },
    { longest: 168 * honeycomb_time_hour, unit: 30 * honeycomb_time_minute }
];
const exactly = 6 * honeycomb_time_hour;
/** The whole minutes of a window that ends at `at`, at least one, and those cut so that each keeps its bounds. */
function honeycomb_time_spanOf(at, width) {
    const end = Math.floor(at / honeycomb_time_minute) * honeycomb_time_minute;
    const start = end - Math.max(1, Math.floor(width / honeycomb_time_minute)) * honeycomb_time_minute;
    const pieces = [];
    for (let from = start; from < end; from += exactly) {
        pieces.push({ start: from, end: Math.min(from + exactly, end) });
    }
    return { start, end, pieces };
}
/**
 * What is asked to have all steps of a run, on multiples of the step and of what Honeycomb keeps: a little more
 * than the run where that is long, but nothing from after `now`.
 */
function spansOf(run, now) {
    const [start, end] = [run.first - run.step, run.last];
    if (end - start <= exactly || run.first >= run.last)
        return [{ start, end }];
    for (const { longest, unit } of cuts.slice(1)) {
        const whole = commonMultiple(unit, run.step);
        const from = Math.floor(start / whole) * whole;
        const reach = Math.ceil(end / whole) * whole;
        const until = reach > now ? Math.floor(end / whole) * whole : reach;
        if (until - from > longest || until <= start)
            continue;
        const rest = { ...run, first: until + run.step };
        return [{ start: from, end: until }, ...(until < end ? spansOf(rest, now) : [])];
    }
    const half = start + Math.ceil((end - start) / run.step / 2) * run.step;
    return [
        ...spansOf({ ...run, last: half }, now),
        ...spansOf({ ...run, first: half + run.step }, now)
    ];
}
function commonMultiple(a, b) {
    const divisor = (x, y) => (y === 0 ? x : divisor(y, x % y));
    return (a / divisor(a, b)) * b;
}

;// CONCATENATED MODULE: ./.cache/build/providers/honeycomb.js








const addresses = {
    us: 'https://api.honeycomb.io',
    eu: 'https://api.eu1.honeycomb.io'
};
const honeycomb_minute = 60_000;
/** Ten queries a minute are allowed: so many windows one by one would take half of them. */
const honeycomb_mostExact = 5;
/** A query has at most a thousand steps; some are added to reach bounds that Honeycomb keeps. */
const honeycomb_mostSteps = 800;
const honeycomb = {
    name: 'honeycomb',
    summary: 'Honeycomb: events and spans, counted and calculated by query specifications',
    // What is asked are events that an application sends of itself, as spans are.
    logs: false,
    kinds: ['query', 'ratio', 'count'],
    language: 'honeycomb',
    delay: 60_000,
    options: schemas/* strictObject */.rej({
        region: schemas/* enum */.k5n(['us', 'eu']).optional().describe('Where the team lives; `url` overrides it'),
        dataset: schemas/* string */.YjP()
            .regex(/^[\w.~-]{1,200}$/, 'It is the slug in the address bar, or __all__.')
            .prefault('__all__')
            .describe('Slug of the dataset; default `__all__`, the whole environment'),
        'api-key': schemas/* string */.YjP()
            .regex(/^[\x21-\x7e]+$/, 'It is empty or holds white space. Look for a newline at its end.')
            .describe('A configuration key, sent as X-Honeycomb-Team')
    }),
    address: ({ region }) => (region === 'us' || region === 'eu' ? addresses[region] : undefined),
    cost: 'Queries cost nothing. A team may run 10 a minute (Enterprise plan only), so give the endpoint a timeout that outlasts a wait of a minute, and the bake an interval of minutes.',
    connect: honeycomb_connect
};
function honeycomb_connect(endpoint) {
    return { source: question => honeycomb_sourceOf(endpoint, question) };
}
function honeycomb_sourceOf(endpoint, question) {
    if (question.kind !== 'value' && question.kind !== 'events')
        throw cannotAsk(endpoint, question);
    if (question.kind === 'value' && question.request !== undefined) {
        throw cannotAsk(endpoint, question);
    }
    const counts = question.kind === 'events';
    const read = honeycomb_query_readQuery(honeycomb_textOf(question.query), counts);
    return {
        pointInTime: false,
        resolution: honeycomb_minute,
        describe: () => JSON.stringify(shownOf(read)),
        measure: (grid, io) => honeycomb_measure({ endpoint, query: read, counts }, grid, io),
        // Created, run, and looked at.
        requests: grid => 3 * requestsFor(grid, counts)
    };
}
/** The specification as it was written, with what is calculated. */
function shownOf({ spec }) {
    const { limit: _limit, breakdowns, ...rest } = spec;
    return Array.isArray(breakdowns) && breakdowns.length === 0 ? rest : { ...rest, breakdowns };
}
function honeycomb_textOf(query) {
    if (query.usesWindow) {
        throw new Error('A query has no window in it; it is asked over each. Remove {{window}}.');
    }
    return query.render(0);
}
async function honeycomb_measure(asking, grid, io) {
    if (honeycomb_inSteps(grid)) {
        const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
        const parts = [];
        for (const run of (0,providers_grid/* runsOf */.ky)(aligned, honeycomb_mostSteps)) {
            for (const span of spansOf(run, io.clock.now())) {
                parts.push(await measureSteps(asking, span, run, io));
            }
        }
        return (0,providers_grid/* joinParts */.nn)(parts, aligned);
    }
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    if (instants.length > honeycomb_mostExact)
        throw honeycomb_tooMany(asking.endpoint);
    const parts = await Promise.all(instants.map(at => measureWindow(asking, honeycomb_time_spanOf(at, grid.width), at, io)));
    return (0,providers_grid/* joinParts */.nn)(parts, grid);
}
function requestsFor(grid, counts) {
    if (!honeycomb_inSteps(grid)) {
        const pieces = counts ? honeycomb_time_spanOf(grid.last, grid.width).pieces.length : 1;
        return (0,providers_grid/* instantsOf */.GR)(grid).length * pieces;
    }
    const runs = (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), honeycomb_mostSteps);
    return runs.reduce((sum, run) => sum + spansOf(run, Infinity).length, 0);
}
/** Windows side by side of whole minutes are steps of one query. */
function honeycomb_inSteps({ first, last, step, width }) {
    return first < last && width === step && step % honeycomb_minute === 0;
}
function honeycomb_tooMany(endpoint) {
    const sentence = `is asked about more than ${honeycomb_mostExact} windows one by one, and runs 10 queries a minute. Make bake.interval whole minutes.`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, 0));
}
/** Over six hours Honeycomb moves the bounds of a window: a count is the sum of shorter ones. */
async function measureWindow({ endpoint, query, counts }, { start, end, pieces }, at, io) {
    if (!counts && pieces.length > 1)
        throw tooLong(endpoint);
    const asked = counts ? pieces : [{ start, end }];
    const results = await Promise.all(asked.map(span => runQuery(endpoint, { spec: query.spec, ...span }, io)));
    // Each by itself: what the pieces of a window tell is added up, what one tells twice is a contradiction.
    const window = { first: at, last: at, step: end - start, width: end - start };
    const parts = results.map(result => (0,providers_grid/* joinParts */.nn)([honeycomb_partOf({ endpoint, query, counts }, result, () => at)], window));
    const zero = counts && query.breakdowns.length === 0;
    const series = bySeries(parts.flatMap(part => part.series)).map(({ labels, samples }) => {
        const value = samples.reduce((sum, sample) => sum + sample.value, 0);
        return { labels, samples: [{ at, value }] };
    });
    return {
        series: series.length === 0 && zero ? [{ labels: {}, samples: [{ at, value: 0 }] }] : series,
        complete: parts.every(part => part.complete),
        notes: parts.flatMap(part => part.notes),
        retries: parts.reduce((sum, part) => sum + part.retries, 0)
    };
}
function tooLong(endpoint) {
    const sentence = 'moves the bounds of windows of more than 6 h, so a value over one is not exact. Shorten the window.';
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, 0));
}
/** Steps are stamped with their start. Those that were only asked to reach a bound are left out. */
async function measureSteps(asking, span, run, io) {
    const { endpoint, query, counts } = asking;
    const result = await runQuery(endpoint, { spec: query.spec, ...span, step: run.step }, io);
    const inside = (0,providers_grid/* instantsOf */.GR)(run).filter(at => at - run.step >= span.start && at <= span.end);
    const wanted = new Set(inside);
    const part = honeycomb_partOf(asking, result, row => (row.at ?? 0) + run.step);
    const moved = part.series.some(({ samples }) => samples.some(({ at }) => (at - run.first) % run.step !== 0));
    if (moved) {
        const note = 'Honeycomb answered with steps of another length than the one asked for.';
        return { ...part, series: [], complete: false, notes: [...part.notes, note] };
    }
    const none = query.breakdowns.length === 0 ? [{ labels: {}, samples: [] }] : [];
    const series = counts && part.series.length === 0 ? none : part.series;
    return {
        ...part,
        series: series.map(({ labels, samples }) => {
            const kept = samples.filter(({ at }) => wanted.has(at));
            // A step without an event is not told.
            return { labels, samples: counts ? (0,providers_grid/* withZeros */.cl)(kept, inside) : kept };
        })
    };
}
function honeycomb_partOf({ endpoint, query }, { rows, retries }, endOf) {
    const series = reading(endpoint, retries, () => bySeries(rows.flatMap(row => honeycomb_seriesOf(row, query, endOf(row)))));
    const cut = series.length >= honeycomb_query_mostGroups;
    return {
        series,
        complete: !cut,
        notes: cut ? [`The answer was cut at ${honeycomb_query_mostGroups} groups. Group by fewer values.`] : [],
        retries
    };
}
function bySeries(all) {
    const merged = new Map();
    for (const { labels, samples } of all) {
        const key = JSON.stringify(labels);
        const known = merged.get(key) ?? { labels, samples: [] };
        known.samples.push(...samples);
        merged.set(key, known);
    }
    return [...merged.values()];
}
/** A row's numbers are values, but for those that it is grouped by; null is no value. */
function honeycomb_seriesOf({ data }, { breakdowns }, at) {
    const group = Object.fromEntries(breakdowns.map(name => [name, textIn(data[name])]));
    const numbers = Object.entries(data).filter(([name]) => !breakdowns.includes(name));
    return numbers.flatMap(([name, value]) => {
        if (value === null)
            return [];
        if (typeof value !== 'number')
            throw new UnexpectedShape(`${name} is no number`);
        const labels = numbers.length > 1 ? { ...group, value: name } : group;
        return [{ labels, samples: [{ at, value }] }];
    });
}
function textIn(value) {
    if (value === null || value === undefined)
        return '';
    // An empty text is another group than no value.
    return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

// EXTERNAL MODULE: ./node_modules/@jmespath-community/jmespath/dist/index.mjs
var jmespath_dist = __webpack_require__(4022);
;// CONCATENATED MODULE: ./.cache/build/providers/http.js






/** What a direct connection says of a service that is down. A name that cannot be resolved says nothing of it. */
const downErrnos = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const http = {
    name: 'http',
    summary: 'Any HTTP service: a probe of its health, or a number from its JSON',
    logs: false,
    kinds: ['query', 'probe'],
    language: 'jmespath',
    delay: 0,
    options: schemas/* strictObject */.rej({}),
    connect: http_connect
};
function http_connect(endpoint) {
    return { source: question => http_sourceOf(endpoint, question) };
}
function http_sourceOf(endpoint, question) {
    switch (question.kind) {
        case 'value':
            return http_valueSource(endpoint, question.query, question.request);
        case 'probe':
            return probeSource(endpoint, question.probe);
        case 'events':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
function http_valueSource(endpoint, query, request) {
    if (request === undefined) {
        throw new Error('A query of an http endpoint needs a request. Give request: {path: /…}.');
    }
    refuseBadExpression(query.render(0));
    const valueOf = async (asked, io) => {
        const { json, retries } = await askJson(endpoint, io, asked, http_accountOf);
        const value = selected(endpoint, json, query.render(0), retries);
        return { values: value === undefined ? [] : [value], retries };
    };
    const { over } = request;
    return {
        pointInTime: over === undefined,
        describe: width => `${request.method} ${request.path} → ${query.render(width)}`,
        measure: async (grid, io) => {
            if (over !== undefined)
                return measureWindows(endpoint, request, over, valueOf, grid, io);
            const { values, retries } = await valueOf(askedOf(request), io);
            return measurement(grid, values, [], retries);
        },
        requests: grid => (over === undefined ? 1 : (0,providers_grid/* instantsOf */.GR)(grid).length)
    };
}
/** Each window is a request of its own, so there is an end to them. */
const http_mostWindows = 120;
async function measureWindows(endpoint, request, over, valueOf, grid, io) {
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    if (instants.length > http_mostWindows) {
        const sentence = `is asked about more than ${http_mostWindows} windows at once. Shorten baseline.duration or lengthen bake.interval.`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, 0));
    }
    const parts = await Promise.all(instants.map(async (at) => {
        const asked = askedOf({ ...request, ...over({ start: at - grid.width, end: at }) });
        const { values, retries } = await valueOf(asked, io);
        const samples = values.map(value => ({ at, value }));
        return { series: [{ labels: {}, samples }], complete: true, notes: [], retries };
    }));
    return (0,providers_grid/* joinParts */.nn)(parts, grid);
}
function refuseBadExpression(expression) {
    try {
        (0,jmespath_dist/* compile */.wE)(expression);
    }
    catch (error) {
        const words = error instanceof Error ? error.message : 'syntax error';
        throw new Error(`The query is not a JMESPath expression: ${quote(words)}.`);
    }
}
function http_accountOf({ text }) {
    return { words: text };
}
/** The number that the expression selects; undefined where it selects nothing. */
function selected(endpoint, json, expression, retries) {
    const value = searched(endpoint, json, expression, retries);
    if (value === null || value === undefined)
        return undefined;
    const wrong = (sentence) => new build_errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
    if (typeof value !== 'number') {
        const kind = Array.isArray(value) ? 'list' : typeof value;
        throw wrong(`answered; the query selects a ${kind} from it, not a number. Try to_number(…).`);
    }
    if (!Number.isFinite(value))
        return undefined;
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        throw wrong('answered with a number beyond 2^53, whose digits are lost. Select a smaller unit.');
    }
    return value;
}
function searched(endpoint, json, expression, retries) {
    try {
        return (0,jmespath_dist/* search */.$P)(json, expression);
    }
    catch (error) {
        const words = error instanceof Error ? error.message : '';
        const sentence = `answered; the query fails on it: ${said(endpoint, words)}`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
    }
}
function probeSource(endpoint, probe) {
    return {
        pointInTime: true,
        describe: () => {
            const body = probe.expectBody === undefined ? '' : ` with ${JSON.stringify(probe.expectBody)}`;
            return `${probe.method} ${probe.path} → ${probe.expectStatus.join(' or ')}${body}`;
        },
        measure: async (grid, io) => {
            const seen = await probeOnce(endpoint, probe, io);
            return measurement(grid, [seen.problem === undefined ? 1 : 0], seen.notes, 0);
        }
    };
}
async function probeOnce(endpoint, probe, io) {
    try {
        const response = await ask(endpoint, io, { ...askedOf(probe), once: true });
        return seen(http_problemOf(probe, response));
    }
    catch (error) {
        if (!(error instanceof build_errors/* ProviderError */.mZ))
            throw error;
        const { failure: why, errno } = error;
        const down = why.code === 'deadline' || (errno !== undefined && downErrnos.has(errno));
        if (!down)
            throw error;
        return seen(why.message);
    }
}
function seen(problem) {
    return problem === undefined ? { notes: [] } : { problem, notes: [problem] };
}
function http_problemOf(probe, { status, text }) {
    if (!probe.expectStatus.includes(status)) {
        return `${probe.path} answered ${status}, not ${probe.expectStatus.join(' or ')}.`;
    }
    if (probe.expectBody === undefined || text.includes(probe.expectBody))
        return undefined;
    return `${probe.path} answered without the expected text.`;
}
function askedOf({ method, path, headers, body }) {
    return { method, path, headers, ...(body === undefined ? {} : { body }) };
}
function measurement(grid, values, notes, retries) {
    const samples = values.map((value) => ({ at: grid.last, value }));
    const series = samples.length === 0 ? [] : [{ labels: {}, samples }];
    return { series, complete: true, notes, retries };
}

;// CONCATENATED MODULE: ./.cache/build/providers/influxdb-rows.js



/** Something is selected that is no number: nothing that could be judged. */
class NoNumbers extends Error {
    name = 'NoNumbers';
}
/** Reads rows; what is no number is the fault of the query. */
function readingRows(endpoint, retries, read) {
    try {
        return read();
    }
    catch (error) {
        if (!(error instanceof NoNumbers))
            throw error;
        const sentence = `answered with a ${error.message} where a number is expected. Select a field that is a number.`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
    }
}
/** A window has one value a series. `remedy` says how a query gives one. */
function severalRows(endpoint, remedy, retries) {
    const sentence = `answered with several rows of one series. ${remedy}`;
    return new build_errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
}
/** Whether two rows of one instant have the same labels. */
function repeats(rows) {
    const places = rows.map(({ labels, at }) => `${at} ${(0,providers_grid/* seriesKey */.Xk)(labels)}`);
    return new Set(places).size < places.length;
}
/** A series of each set of labels; at the instants `counted`, where it has no row, it is 0. */
function influxdb_rows_seriesOf(rows, counted) {
    const found = new Map();
    for (const { labels, value, at } of rows) {
        const one = found.get((0,providers_grid/* seriesKey */.Xk)(labels)) ?? { labels, samples: [] };
        found.set((0,providers_grid/* seriesKey */.Xk)(labels), one);
        if (value !== null)
            one.samples.push({ at, value });
    }
    return [...found.values()].map(({ labels, samples }) => {
        const known = new Set(samples.map(({ at }) => at));
        const silent = counted.filter(at => !known.has(at)).map(at => ({ at, value: 0 }));
        return { labels, samples: [...samples, ...silent] };
    });
}

;// CONCATENATED MODULE: ./.cache/build/providers/influxdb-answer.js


/**
 * `{"results": [{"statement_id", …}]}`: what each statement came to, by its number; one that is told nothing is not
 * there. Throws UnexpectedShape. https://docs.influxdata.com/influxdb/v1/guides/query_data/
 */
function resultsIn(json) {
    const results = list(field(record(json, 'the answer'), 'results'), 'results');
    return new Map(results.map((result, index) => {
        const id = isRecord(result) ? numeric(field(result, 'statement_id')) : undefined;
        return [id ?? index, result];
    }));
}
/**
 * `{"series": [{"name", "tags"?, "columns": ["time", …], "values": [[ms, …]]}], "error"?}`. Throws UnexpectedShape
 * and NoNumbers.
 */
function influxdb_answer_readResult(json) {
    const result = record(json, 'the result');
    const error = textField(result, 'error');
    if (error !== undefined)
        return { rows: [], complete: true, error };
    const series = list(field(result, 'series') ?? [], 'series').map(one => record(one, 'a series'));
    const cut = [result, ...series].some(one => field(one, 'partial') === true);
    const names = new Set(series.map(one => textField(one, 'name')));
    return { rows: series.flatMap(one => influxdb_answer_rowsOf(one, names.size > 1)), complete: !cut };
}
function influxdb_answer_rowsOf(series, named) {
    const columns = list(field(series, 'columns'), 'columns');
    const time = columns.indexOf('time');
    if (time < 0)
        throw new UnexpectedShape('a series has no column "time"');
    const values = list(field(series, 'values'), 'values').map(row => list(row, 'a row'));
    const shown = columns.flatMap((name, index) => (index === time ? [] : [{ name, index }]));
    const measurement = textField(series, 'name') ?? '';
    const labels = { ...influxdb_answer_tagsOf(field(series, 'tags')), ...(named ? { measurement } : {}) };
    return shown.map(({ name, index }) => ({
        labels: shown.length > 1 ? { ...labels, field: textName(name) } : labels,
        points: values.flatMap(row => pointOf(row[time], row[index]))
    }));
}
function influxdb_answer_tagsOf(tags) {
    if (!isRecord(tags))
        return {};
    return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, textName(value)]));
}
function textName(value) {
    if (typeof value === 'string')
        return value;
    throw new UnexpectedShape('a name is not a text');
}
function pointOf(at, value) {
    const stamp = instantOf(at);
    if (stamp === undefined)
        throw new UnexpectedShape('a time is no instant');
    if (value === null || value === undefined)
        return [];
    if (typeof value !== 'number')
        throw new NoNumbers(typeof value);
    return [{ at: stamp, value }];
}

;// CONCATENATED MODULE: ./.cache/build/providers/clauses.js
/** What readers of queries do with the text before they look for clauses in it. */
/** As many blanks; line feeds stay. */
function blank(text) {
    return text.replace(/[^\n]/g, ' ');
}
/** What stands between brackets as blanks of the same length. Throws an Error with a sentence for the user. */
function withoutBrackets(plain) {
    let depth = 0;
    const letters = plain.split('').map(letter => {
        if (letter === ')')
            depth -= 1;
        const shown = depth > 0 ? ' ' : letter;
        if (letter === '(')
            depth += 1;
        if (depth < 0)
            throw new Error('A bracket of the query closes nothing. Remove it.');
        return shown;
    });
    if (depth > 0)
        throw new Error('A bracket of the query is never closed. Close it.');
    return letters.join('');
}

;// CONCATENATED MODULE: ./.cache/build/providers/influxql.js

const clauses = /\b(where|group\s+by)\b/gi;
/** What would change which rows come back, or write; none of it is needed for a number per window. */
const influxql_foreign = /\b(into|order\s+by|limit|offset|slimit|soffset|tz|fill)\b/i;
/** Throws an Error with a sentence for the user. */
function readStatement(query) {
    const text = withoutComments(query.trim());
    const plain = withoutTexts(text);
    const top = withoutBrackets(plain);
    if (!/^select\b/i.test(top)) {
        throw new Error('Only SELECT is asked. Write SELECT function(field) FROM measurement ….');
    }
    if (top.includes(';'))
        throw new Error('The query holds a semicolon. One statement is asked.');
    const [, word] = influxql_foreign.exec(top) ?? [];
    if (word !== undefined) {
        throw new Error(`${word.toUpperCase()} has no place in the query: the gate asks for one value a window and series. Remove it.`);
    }
    if (!/\bfrom\b/i.test(top))
        throw new Error('The query has no FROM. Name the measurement.');
    if (/\btime\b/i.test(plain)) {
        throw new Error('The query speaks of time itself. Remove that: the gate adds the window.');
    }
    return influxql_cut(text, top);
}
/** The statement over [start, end), in milliseconds; `grid`: one value a step. */
function statementOver({ head, condition, dimensions }, start, end, grid) {
    const own = condition === undefined ? '' : `(${condition}) AND `;
    const steps = grid === undefined ? [] : [`time(${grid.step}, ${grid.offset})`];
    const grouped = [...(dimensions === undefined ? [] : [dimensions]), ...steps].join(', ');
    const group = grouped === '' ? '' : ` GROUP BY ${grouped}`;
    // Steps without a point are left out instead of being null or 0.
    const fill = grid === undefined ? '' : ' fill(none)';
    return `${head} WHERE ${own}time >= ${start} AND time < ${end}${group}${fill}`;
}
function influxql_cut(text, top) {
    const found = [...top.matchAll(clauses)].map(match => ({
        name: match[0].slice(0, 1).toLowerCase(),
        from: match.index,
        to: match.index + match[0].length
    }));
    const part = (name) => {
        const index = found.findIndex(one => one.name === name);
        const clause = found[index];
        if (clause === undefined)
            return undefined;
        return text.slice(clause.to, found[index + 1]?.from).trim();
    };
    const [condition, dimensions] = [part('w'), part('g')];
    if (condition === '' || dimensions === '' || found.length > 2) {
        throw new Error('The WHERE or GROUP BY of the query is empty or stands twice. Complete it.');
    }
    return {
        head: text.slice(0, found[0]?.from).trim(),
        ...(condition === undefined ? {} : { condition }),
        ...(dimensions === undefined ? {} : { dimensions })
    };
}
const influxql_texts = /'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|(?<=[=!]~\s*)\/(?:\\[\s\S]|[^/\\])*\/|--[^\n]*|\/\*[\s\S]*?\*\//g;
/** A comment at the end would swallow the window that follows it. */
function withoutComments(text) {
    return text.replace(influxql_texts, found => (/^(--|\/\*)/.test(found) ? blank(found) : found)).trimEnd();
}
/** Strings, quoted names and regular expressions as blanks of the same length. */
function withoutTexts(text) {
    const plain = text.replace(influxql_texts, blank);
    if (/['"]/.test(plain))
        throw new Error('A quoted text of the query has no end. Close it.');
    return plain;
}

;// CONCATENATED MODULE: ./.cache/build/providers/influxdb.js










const influxdb_mostPoints = 10_000;
/** Proxies refuse addresses that are much longer. */
const influxdb_mostInUrl = 2_000;
const influxdb = {
    name: 'influxdb',
    summary: 'InfluxDB: one value a window and series, by InfluxQL',
    logs: false,
    kinds: ['query', 'ratio', 'count'],
    language: 'influxql',
    delay: 30_000,
    options: schemas/* strictObject */.rej({
        database: schemas/* string */.YjP().min(1).describe('The database; in 2.x what a bucket is mapped to'),
        'retention-policy': schemas/* string */.YjP().min(1).optional().describe('Default: that of the database')
    }),
    connect: influxdb_connect
};
function influxdb_connect(endpoint) {
    return togetherByCheck(endpoint, { alone: influxdb_alone, joined: influxdb_joined }, influxdb_sourceOf);
}
function influxdb_sourceOf(endpoint, together, question) {
    const query = plainQuery(endpoint, question);
    const asking = {
        endpoint,
        together,
        statement: width => readStatement(query.render(width)),
        events: question.kind === 'events'
    };
    // Refuses now what could never be asked.
    asking.statement(60_000);
    return {
        pointInTime: false,
        describe: width => statementOver(asking.statement(width), '$start', '$end'),
        measure: (grid, io) => influxdb_measure(asking, grid, io),
        requests: grid => (adjoins(grid) ? (0,providers_grid/* runsOf */.ky)(grid, influxdb_mostPoints) : (0,providers_grid/* instantsOf */.GR)(grid)).length,
        shares: together.shares
    };
}
async function influxdb_measure(asking, grid, io) {
    if (!adjoins(grid)) {
        return windowByWindow(asking.endpoint, grid, at => oneWindow(asking, at, grid.width, io));
    }
    const runs = (0,providers_grid/* runsOf */.ky)(grid, influxdb_mostPoints).map(run => influxdb_adjoiningSteps(asking, run, io));
    return (0,providers_grid/* joinParts */.nn)(await Promise.all(runs), grid);
}
/** The stamp of a row says nothing: it is the window's start, or that of the point a selector chose. */
function oneWindow(asking, at, width, io) {
    const { endpoint, together, statement } = asking;
    const influxql = statementOver(statement(width), `${at - width}ms`, `${at}ms`);
    const seriesOf = ({ labels, points }, retries) => {
        if (points.length > 1) {
            const remedy = 'Put a function such as mean or sum around the field.';
            throw severalRows(endpoint, remedy, retries);
        }
        return { labels, samples: points.map(({ value }) => ({ at, value })) };
    };
    return together.ask({ influxql, seriesOf }, io);
}
/** Steps side by side in one statement; each comes stamped with its start. */
function influxdb_adjoiningSteps({ together, statement, events }, run, io) {
    const start = run.first - run.step;
    const influxql = statementOver(statement(run.step), `${start}ms`, `${run.last}ms`, {
        step: `${run.step}ms`,
        offset: `${start % run.step}ms`
    });
    const seriesOf = ({ labels, points }) => {
        const samples = points.map(({ at, value }) => ({ at: at + run.step, value }));
        return { labels, samples: events ? (0,providers_grid/* withZeros */.cl)(samples, (0,providers_grid/* instantsOf */.GR)(run)) : samples };
    };
    return together.ask({ influxql, seriesOf }, io);
}
async function influxdb_alone(endpoint, one, io) {
    const { json, retries } = await askJson(endpoint, io, influxdb_asked(endpoint, one.influxql), influxdb_accountOf);
    const results = reading(endpoint, retries, () => resultsIn(json));
    return influxdb_partOf(endpoint, one, results.get(0), retries);
}
/**
 * Several statements, each with a result of its own. Behind one that fails none is executed, and limits hold of all
 * together: what is no answer, and not the fault of its statement, is not told.
 */
async function influxdb_joined(endpoint, all, io) {
    const influxql = all.map(one => one.influxql).join(';\n');
    const { json, retries } = await askJson(endpoint, io, influxdb_asked(endpoint, influxql), influxdb_accountOf);
    const results = reading(endpoint, retries, () => resultsIn(json));
    return Promise.all(all.map(async (one, index) => {
        const own = toldOnce(retries, index);
        const part = await settled(() => influxdb_partOf(endpoint, one, results.get(index), own));
        if (part instanceof build_errors/* ProviderError */.mZ) {
            return part.failure.code === 'invalid-query' ? part : undefined;
        }
        return part.complete ? part : undefined;
    }));
}
function influxdb_partOf(endpoint, { seriesOf }, result, retries) {
    const { rows, complete, error } = readingRows(endpoint, retries, () => reading(endpoint, retries, () => influxdb_answer_readResult(result)));
    if (error !== undefined) {
        const sentence = `refused the query: ${said(endpoint, error)}`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, influxdb_codeOf(error), sentence, retries));
    }
    return {
        series: rows.map(one => seriesOf(one, retries)),
        complete,
        notes: complete ? [] : ['InfluxDB cut its answer at max-row-limit.'],
        retries
    };
}
function influxdb_asked({ options }, influxql) {
    const { database, 'retention-policy': policy } = options;
    const form = new URLSearchParams({
        db: String(database),
        ...(typeof policy === 'string' ? { rp: policy } : {}),
        epoch: 'ms',
        q: influxql
    }).toString();
    if (form.length <= influxdb_mostInUrl)
        return { method: 'GET', path: `/query?${form}` };
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', path: '/query', headers, body: form };
}
/** `{"error": "…"}`; 400 is a statement that does not parse. */
function influxdb_accountOf({ status, text }) {
    const code = status === 400 ? { code: 'invalid-query' } : {};
    try {
        const json = JSON.parse(text);
        const words = isRecord(json)
            ? (textField(json, 'error') ?? textField(json, 'message'))
            : undefined;
        return { ...code, ...(words === undefined ? {} : { words }) };
    }
    catch {
        return { ...code, words: text };
    }
}
/**
 * What stands beside status 200 may be the statement's fault or a limit that was reached; only what names
 * something that is not there is certain to stay wrong.
 */
function influxdb_codeOf(error) {
    return /not found|undefined function|unsupported|expected|invalid|mixing/i.test(error)
        ? 'invalid-query'
        : 'provider-error';
}

;// CONCATENATED MODULE: ./.cache/build/providers/annotated-csv.js


/**
 * Annotated CSV: tables with the lines `#datatype`, `#group` and `#default`, the names of their columns, and rows;
 * an empty line ends each result. undefined: it is none, or not whole. Throws NoNumbers and UnexpectedShape.
 * https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/
 */
function readAnnotated(text) {
    const lines = recordsOf(text);
    if (lines === undefined)
        return undefined;
    const tables = tablesOf(lines);
    const error = tables.flatMap(annotated_csv_errorOf)[0];
    if (error !== undefined)
        return { rows: [], error };
    if (!/^\s*$|\r?\n\r?\n$/.test(text) || text === '')
        return undefined;
    if (tables.some(({ annotations }) => !annotations.has('datatype')))
        return undefined;
    return { rows: tables.flatMap(annotated_csv_rowsOf) };
}
/** https://www.rfc-editor.org/rfc/rfc4180; undefined: a quoted field has no end. */
function recordsOf(text) {
    const records = [];
    let fields = [];
    // A field in quotes or plain, and what ends it.
    const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
    while (field.lastIndex < text.length) {
        const match = field.exec(text);
        if (match === null)
            return undefined;
        const [, quoted, plain = '', end] = match;
        fields.push(quoted?.replaceAll('""', '"') ?? plain);
        if (end === ',')
            continue;
        records.push(fields);
        fields = [];
    }
    return records;
}
function tablesOf(records) {
    const tables = [];
    let annotations = new Map();
    let table;
    for (const record of records) {
        const [first = ''] = record;
        if (record.length === 1 && first === '') {
            annotations = new Map();
            table = undefined;
        }
        else if (first.startsWith('#')) {
            if (table !== undefined)
                annotations = new Map();
            table = undefined;
            annotations.set(first.slice(1), record);
        }
        else if (table === undefined) {
            table = { annotations, names: record, rows: [] };
            tables.push(table);
        }
        else {
            table.rows.push(record);
        }
    }
    return tables;
}
/** A table of `error` and `reference`, or a page that is only its word and what it says. */
function annotated_csv_errorOf({ names, rows }) {
    const column = names.indexOf('error');
    if (column < 0 || names.includes('_value'))
        return [];
    return [rows[0]?.[column] ?? 'an error without words'];
}
function annotated_csv_rowsOf({ annotations, names, rows }) {
    const column = names.indexOf('_value');
    if (column < 0)
        throw new UnexpectedShape('a table has no column _value');
    const type = annotations.get('datatype')?.[column] ?? '';
    if (!/^(?:long|unsignedLong|double)$/.test(type))
        throw new NoNumbers(type);
    const defaults = annotations.get('default') ?? [];
    return rows.map(row => {
        if (row.length !== names.length)
            throw new UnexpectedShape('a row has not as many columns as names');
        const cell = (index) => row[index] || (defaults[index] ?? '');
        const grouped = names.filter((_name, index) => annotations.get('group')?.[index] === 'true');
        const start = grouped.includes('_start')
            ? Date.parse(cell(names.indexOf('_start')))
            : Number.NaN;
        return {
            labels: annotated_csv_labelsOf(names, grouped, cell),
            value: numeric(cell(column)) ?? null,
            ...(Number.isFinite(start) ? { start } : {})
        };
    });
}
/** The columns of the group key; those of the window and of the answer itself say nothing. */
function annotated_csv_labelsOf(names, grouped, cell) {
    const labels = names.flatMap((name, index) => {
        const value = cell(index);
        if (name === 'result')
            return value === '_result' ? [] : [[name, value]];
        const isOurs = /^_(?:start|stop|time|value)$/.test(name);
        if (isOurs || value === '' || !grouped.includes(name))
            return [];
        return [[name.replace(/^_/, ''), value]];
    });
    return Object.fromEntries(labels);
}

;// CONCATENATED MODULE: ./.cache/build/providers/flux.js

const range = 'range(start: v.timeRangeStart, stop: v.timeRangeStop)';
/** A text, a regular expression, a comment. */
const flux_texts = /"(?:\\[\s\S]|[^"\\])*"|(?<=[=!]~\s*)\/(?:\\[\s\S]|[^/\\\n])*\/|\/\/[^\n]*/g;
const imports = /^(?:\s|\/\/[^\n]*\n|package\s+\w+|import\s+(?:\w+\s+)?"[^"\n]*")*/;
/** Throws an Error with a sentence for the user. */
function readFlux(query) {
    const text = query.trim();
    const plain = text.replace(flux_texts, blank);
    if (plain.includes('"'))
        throw new Error('A quoted text of the query has no end. Close it.');
    withoutBrackets(plain);
    const calls = [...plain.matchAll(/\brange\s*\(([^()]*)\)?/g)];
    refuseOtherWindows(plain, calls.map(([, given = '']) => given));
    refuseLostWindows(text, plain);
    const [, option] = /\boption\s+(v|now|location)\b/.exec(plain) ?? [];
    if (option !== undefined) {
        throw new Error(`The query sets the option ${option} itself. Remove that: the gate gives the window.`);
    }
    if (/\b(?:to|wideTo)\s*\(/.test(plain))
        throw new Error('The query writes with to(). Remove it.');
    const { length } = imports.exec(text)?.[0] ?? '';
    const cuts = [length, ...calls.map(({ 0: call, index }) => index + call.length), text.length];
    const pieces = cuts.slice(1).map((to, index) => text.slice(cuts[index], to));
    return { imports: text.slice(0, length), pieces };
}
/** The script over a span, as it is asked alone. */
function fluxOver(script, span) {
    return `${script.imports}option v = ${valuesOf(span)}\n${bodyOf(script, span)}`;
}
/** Whether a script is one expression and nothing else, so that a function may return it. */
function isExpression({ imports: head, pieces }) {
    const plain = pieces.join('').replace(flux_texts, blank);
    const assigns = /(?<![=!<>])=(?![=~>])/.test(withoutBrackets(plain));
    return head.trim() === '' && !assigns && !/\byield\b/.test(plain);
}
/** Several expressions as one script, each in a function with a `v` of its own, and a result of its own. */
function fluxTogether(all) {
    return all
        .map(({ script, span }, index) => {
        const name = resultOf(index);
        const body = bodyOf(script, span);
        return `${name} = () => {\nv = ${valuesOf(span)}\nreturn ${body}\n}\n${name}() |> yield(name: "${name}")`;
    })
        .join('\n');
}
/** What the result of each is called in the answer. */
function resultOf(index) {
    return `bakegate_${index}`;
}
function valuesOf({ start, stop, width }) {
    return `{timeRangeStart: ${start}, timeRangeStop: ${stop}, windowPeriod: ${width}ms}`;
}
function bodyOf({ pieces }, { width, offset }) {
    return pieces.join(offset === undefined ? '' : ` |> window(every: ${width}ms, offset: ${offset}ms)`);
}
function refuseOtherWindows(plain, ranges) {
    const sources = plain.match(/\bfrom\s*\(/g)?.length ?? 0;
    if (sources === 0)
        throw new Error(`The query has no from. Write from(bucket: "…") |> ${range}.`);
    const exact = ranges.every(given => given.replace(/\s/g, '').split(',').sort().join() ===
        'start:v.timeRangeStart,stop:v.timeRangeStop');
    if (ranges.length < sources || !exact) {
        throw new Error(`Each from needs |> ${range}: the gate gives the window as v. Write that.`);
    }
}
/** Without its columns the windows of a past run into one another. */
function refuseLostWindows(text, plain) {
    for (const { index } of plain.matchAll(/\bgroup\s*\(/g)) {
        const [given = ''] = /\([^)]*/.exec(text.slice(index)) ?? [];
        const names = ['"_start"', '"_stop"'].filter(column => given.includes(column)).length;
        if (names === (given.includes('"except"') ? 0 : 2))
            continue;
        throw new Error('group() loses the window. Write group(columns: ["_start", "_stop"]), and what else tells series apart.');
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/influxdb-flux.js










const influxdb_flux_mostSteps = 10_000;
const influxdbFlux = {
    name: 'influxdb-flux',
    summary: 'InfluxDB 2 and Cloud: one value a window and series, by Flux',
    logs: false,
    kinds: ['query', 'ratio', 'count'],
    language: 'flux',
    delay: 30_000,
    options: schemas/* strictObject */.rej({
        org: schemas/* string */.YjP().min(1).optional().describe('The organisation; not needed by Cloud')
    }),
    connect: influxdb_flux_connect
};
function influxdb_flux_connect(endpoint) {
    return togetherByCheck(endpoint, { alone: influxdb_flux_alone, joined: influxdb_flux_joined }, influxdb_flux_sourceOf);
}
function influxdb_flux_sourceOf(endpoint, together, question) {
    const query = plainQuery(endpoint, question);
    const script = (width) => readFlux(query.render(width));
    // Refuses now what could never be asked.
    const joins = isExpression(script(60_000));
    const ask = (run, io) => {
        const events = question.kind === 'events';
        const asking = { script: script(run.width), run, span: influxdb_flux_spanOf(run), events };
        return joins ? together.ask(asking, io) : influxdb_flux_alone(endpoint, asking, io);
    };
    return {
        pointInTime: false,
        describe: width => fluxOver(script(width), { start: '$start', stop: '$stop', width }),
        measure: (grid, io) => influxdb_flux_measure(endpoint, ask, grid, io),
        requests: grid => (adjoins(grid) ? (0,providers_grid/* runsOf */.ky)(grid, influxdb_flux_mostSteps) : (0,providers_grid/* instantsOf */.GR)(grid)).length,
        ...(joins ? { shares: together.shares } : {})
    };
}
async function influxdb_flux_measure(endpoint, ask, grid, io) {
    if (!adjoins(grid)) {
        return windowByWindow(endpoint, grid, at => ask({ ...grid, first: at, last: at }, io));
    }
    const runs = (0,providers_grid/* runsOf */.ky)(grid, influxdb_flux_mostSteps).map(run => ask(run, io));
    return (0,providers_grid/* joinParts */.nn)(await Promise.all(runs), grid);
}
function influxdb_flux_spanOf({ first, last, width }) {
    const begin = first - width;
    const [start = '', stop = ''] = [begin, last].map(at => new Date(at).toISOString());
    return { start, stop, width, ...(first === last ? {} : { offset: begin % width }) };
}
async function influxdb_flux_alone(endpoint, one, io) {
    const { rows, error, retries } = await answerTo(endpoint, fluxOver(one.script, one.span), io);
    if (error !== undefined) {
        const sentence = `refused the query: ${said(endpoint, error)}`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, influxdb_flux_codeOf(error), sentence, retries));
    }
    return influxdb_flux_partOf(endpoint, one, rows, retries);
}
/** An error within the answer fails all of it, and so does a text where a number should be. */
async function influxdb_flux_joined(endpoint, all, io) {
    const { rows, error, retries } = await answerTo(endpoint, fluxTogether(all), io);
    const parts = all.map((_, index) => rows.filter(row => row.labels['result'] === resultOf(index)));
    if (error !== undefined || parts.flat().length < rows.length)
        return [];
    return Promise.all(all.map((one, index) => settled(() => {
        const own = (parts[index] ?? []).map(({ labels, ...row }) => {
            const { result: _, ...rest } = labels;
            return { ...row, labels: rest };
        });
        return influxdb_flux_partOf(endpoint, one, own, toldOnce(retries, index));
    })));
}
async function answerTo(endpoint, flux, io) {
    const { text, retries } = await influxdb_flux_ask(endpoint, flux, io);
    const read = readingRows(endpoint, retries, () => reading(endpoint, retries, () => readAnnotated(text)));
    return { ...(read ?? { rows: [] }), retries };
}
function influxdb_flux_partOf(endpoint, { run, events }, rows, retries) {
    if (rows.some(row => row.start === undefined)) {
        const sentence = 'answered with tables that have lost their window. Keep "_start" and "_stop" among the columns of group().';
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
    }
    const stamped = rows.map(({ labels, value, start: begun = 0 }) => ({
        labels,
        value,
        at: run.first === run.last ? run.last : begun + run.width
    }));
    if (repeats(stamped)) {
        const remedy = 'End it with one value a table, such as |> mean() or |> sum().';
        throw severalRows(endpoint, remedy, retries);
    }
    const series = influxdb_rows_seriesOf(stamped, events ? (0,providers_grid/* instantsOf */.GR)(run) : []);
    return { series, complete: true, notes: [], retries };
}
async function influxdb_flux_ask(endpoint, flux, io) {
    const { org } = endpoint.options;
    const asked = {
        method: 'POST',
        path: typeof org === 'string'
            ? `/api/v2/query?${new URLSearchParams({ org }).toString()}`
            : '/api/v2/query',
        headers: { 'Content-Type': 'application/json', Accept: 'application/csv' },
        body: JSON.stringify({
            query: flux,
            type: 'flux',
            dialect: {
                header: true,
                delimiter: ',',
                commentPrefix: '#',
                annotations: ['datatype', 'group', 'default']
            }
        })
    };
    const form = { name: 'annotated CSV', parse: influxdb_flux_whole };
    const { answer, retries } = await askFor(endpoint, io, asked, influxdb_flux_accountOf, form);
    return { text: answer, retries };
}
/** The text, where it is annotated CSV to its end; what it holds is read later. */
function influxdb_flux_whole(text) {
    try {
        return readAnnotated(text) === undefined ? undefined : text;
    }
    catch {
        return text;
    }
}
/** 2.x: `{"code": "invalid", "message": "…"}`; 1.x with Flux: a line `error` and the words. */
function influxdb_flux_accountOf({ status, text }) {
    const words = influxdb_flux_wordsOf(text);
    const known = influxdb_flux_codeOf(words) === 'invalid-query';
    return { words, ...(status >= 400 && known ? { code: 'invalid-query' } : {}) };
}
function influxdb_flux_wordsOf(text) {
    try {
        const json = JSON.parse(text);
        return (isRecord(json) ? textField(json, 'message') : undefined) ?? text;
    }
    catch {
        return text.replace(/^error\s*\n/, '').trim();
    }
}
/** Only what names a fault of the script is certain to stay wrong. */
function influxdb_flux_codeOf(error) {
    const faults = /compilation failed|type error|undefined identifier|\bexpected\b|invalid|unsupported|could not find bucket|no database|missing (?:object propert|required)|no column|cannot add type constraint|failed to initialize execute state/i;
    return faults.test(error) ? 'invalid-query' : 'provider-error';
}

;// CONCATENATED MODULE: ./.cache/build/providers/sql.js

/** The number of its step, where several are asked about at once. */
const stepKey = 'bakegate_step';
const valueKey = 'bakegate_value';
const sql_clauses = /\b(from|where|group\s+by|having)\b/gi;
/** What would change which rows come back or hide a table from the window; none of it is needed. */
const sql_foreign = /\b(union|intersect|except|with|join|distinct|order\s+by|limit|offset|fetch|into|lateral|qualify)\b/i;
/** A text, a quoted name, a comment to the end of its line. */
const sql_texts = /'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*/g;
const sql_name = /^(?:"(?:""|[^"])+"|[A-Za-z_]\w*)$/;
const table = /^(?:"(?:""|[^"])+"|[A-Za-z_]\w*)(?:\.(?:"(?:""|[^"])+"|[A-Za-z_]\w*))*(?:\s+(?:as\s+)?[A-Za-z_]\w*)?$/i;
/** Throws an Error with a sentence for the user. */
function readSql(query) {
    const text = query.trim().replace(sql_texts, found => (found.startsWith('--') ? blank(found) : found));
    const plain = text.replace(sql_texts, blank);
    refuseForeign(text, plain);
    const part = clausesOf(text, withoutBrackets(plain));
    const [from = '', condition, groups, having] = ['from', 'where', 'group', 'having'].map(part);
    if (!table.test(from)) {
        throw new Error('FROM names one table. Write SELECT function(field) FROM table ….');
    }
    const timed = [condition, groups, having].join(' ');
    if (/\btime\b|\bnow\s*\(/i.test(timed.replace(/'(?:''|[^'])*'/g, blank))) {
        throw new Error('The query speaks of time itself. Remove that: the gate adds the window.');
    }
    const items = sql_split(part('select') ?? '').map(itemOf);
    const labels = sql_labelsOf(items, groups);
    return {
        ...sql_selected(items, labels),
        table: from,
        ...(condition === undefined ? {} : { condition }),
        ...(groups === undefined ? {} : { groups }),
        ...(having === undefined ? {} : { having })
    };
}
/** The statement over [start, end); `step`: one row a step and series, with the number of the step. */
function sqlOver({ list, table: from, condition, groups, having }, start, end, step) {
    const own = condition === undefined ? '' : `(${condition}) AND `;
    // Stamps are nanoseconds, and whole numbers divide to whole numbers.
    const index = step === undefined
        ? []
        : [`(CAST(time AS BIGINT) - ${step.first}000000) / ${step.width}000000 AS ${stepKey}`];
    const grouped = [
        ...(groups === undefined ? [] : [groups]),
        ...(step === undefined ? [] : [stepKey])
    ];
    return [
        `SELECT ${[list, ...index].join(', ')} FROM ${from}`,
        `WHERE ${own}time >= ${start} AND time < ${end}`,
        ...(grouped.length === 0 ? [] : [`GROUP BY ${grouped.join(', ')}`]),
        ...(having === undefined ? [] : [`HAVING ${having}`])
    ].join(' ');
}
function refuseForeign(text, plain) {
    if (/['"]/.test(plain))
        throw new Error('A quoted text of the query has no end. Close it.');
    if (!/^\s*select\b/i.test(plain)) {
        throw new Error('Only SELECT is asked. Write SELECT function(field) FROM table ….');
    }
    if (plain.includes(';'))
        throw new Error('The query holds a semicolon. One statement is asked.');
    const [sign] = /[$`\\]|\/\*/.exec(plain) ?? [];
    if (sign !== undefined) {
        throw new Error(`"${sign}" has no place in the query. Write texts between single quotes.`);
    }
    // E'…' and its like read a backslash as an escape, so they end elsewhere.
    const quotes = text.replace(sql_texts, found => found.startsWith("'") ? `'${blank(found.slice(2))}'` : blank(found));
    const prefixed = /(?<!\w)[A-Za-z_]\w*'|&'/.exec(quotes);
    if (prefixed !== null) {
        throw new Error('A letter stands right before a quote. Write texts plainly, between single quotes.');
    }
    if (/\bselect\b[\s\S]*\bselect\b/i.test(plain)) {
        throw new Error('A SELECT stands within the SELECT, where the window does not reach. Ask one table at once.');
    }
    const [, word] = sql_foreign.exec(plain) ?? [];
    if (word !== undefined) {
        throw new Error(`${word.toUpperCase()} has no place in the query: the gate asks for one value a window and series. Remove it.`);
    }
}
/** The text of each clause by its first word. */
function clausesOf(text, top) {
    const found = [...top.matchAll(sql_clauses)].map(match => ({
        clause: match[0].toLowerCase().split(/\s/)[0] ?? '',
        from: match.index,
        to: match.index + match[0].length
    }));
    const order = ['from', 'where', 'group', 'having'];
    const places = found.map(({ clause }) => order.indexOf(clause));
    if (places[0] !== 0)
        throw new Error('The query has no FROM. Name the table.');
    if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0))) {
        throw new Error('The clauses of the query stand twice or in another order than SELECT has.');
    }
    const parts = new Map(found.map(({ clause, to }, index) => [clause, text.slice(to, found[index + 1]?.from).trim()]));
    parts.set('select', text
        .slice(0, found[0]?.from)
        .trim()
        .replace(/^select\b/i, '')
        .trim());
    for (const [clause, part] of parts) {
        if (part === '')
            throw new Error(`Nothing follows ${clause.toUpperCase()}. Complete it.`);
    }
    return clause => parts.get(clause);
}
/** At commas outside brackets and quotes. */
function sql_split(clause) {
    const top = withoutBrackets(clause.replace(sql_texts, blank));
    const commas = [...top.matchAll(/,/g)].map(({ index }) => index);
    return [...commas, clause.length].map((comma, index) => clause.slice(index === 0 ? 0 : (commas[index - 1] ?? 0) + 1, comma).trim());
}
function itemOf(text) {
    if (text === '' || /(^|\.)\*$/.test(text)) {
        throw new Error('An item of SELECT is empty or `*`. Name what is selected.');
    }
    const [, expression, alias] = /^([\s\S]*\S)\s+as\s+("(?:""|[^"])+"|[A-Za-z_]\w*)$/i.exec(text) ?? [];
    if (expression !== undefined && alias !== undefined) {
        return { text, expression, key: sql_keyOf(alias) };
    }
    const column = text.slice(text.search(/[^.]*$/));
    return sql_name.test(column)
        ? { text, expression: text, key: sql_keyOf(column) }
        : { text, expression: text };
}
/** Names without quotes are read in lower case. */
function sql_keyOf(written) {
    return written.startsWith('"')
        ? written.slice(1, -1).replaceAll('""', '"')
        : written.toLowerCase();
}
function sql_labelsOf(items, groups) {
    if (groups === undefined)
        return [];
    return sql_split(groups).map(group => {
        const same = (item) => plainly(item.expression) === plainly(group) || (sql_name.test(group) && item.key === sql_keyOf(group));
        const item = /^\d+$/.test(group) ? items[Number(group) - 1] : items.find(same);
        if (item === undefined)
            throw new Error(`GROUP BY ${group} is not selected. Select it too.`);
        return item;
    });
}
function plainly(expression) {
    return expression.toLowerCase().replace(/\s+/g, '');
}
function sql_selected(items, labels) {
    const values = items.filter(item => !labels.includes(item));
    if (values.length === 0)
        throw new Error('The query selects no value. Add a function of a field.');
    const nameless = [...labels, ...(values.length > 1 ? values : [])].find(item => item.key === undefined);
    if (nameless !== undefined) {
        throw new Error(`${nameless.text} has no name. Write ${nameless.text} AS a name.`);
    }
    const named = (item) => ({
        expression: item.expression,
        key: item.key ?? valueKey
    });
    return {
        labels: labels.map(named),
        values: values.map(named),
        list: items
            .map(({ text, key }) => (key === undefined ? `${text} AS ${valueKey}` : text))
            .join(', ')
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/sql-union.js

/** Whose row it is. */
const partKey = 'bakegate_part';
/**
 * Several statements as one. Each has columns of its own, which are NULL in the rows of the others: so no type is
 * changed, and none need be the same.
 */
function unionOf(all) {
    return all
        .map(({ sql }, part) => {
        const columns = all.flatMap(({ keys }, owner) => keys.map((key, index) => {
            const value = owner === part ? `"${key.replaceAll('"', '""')}"` : 'NULL';
            return `${value} AS ${columnOf(owner, index)}`;
        }));
        return `SELECT ${[`${part} AS ${partKey}`, ...columns].join(', ')} FROM (${sql})`;
    })
        .join(' UNION ALL ');
}
/** The rows of each statement as it gives them alone; undefined: a row is nobody's. */
function partedRows(rows, all) {
    const parts = all.map(() => []);
    for (const row of rows) {
        const owner = numeric(field(row, partKey)) ?? -1;
        const part = parts[owner];
        if (part === undefined)
            return undefined;
        const own = (all[owner]?.keys ?? []).map((key, index) => {
            return [key, field(row, columnOf(owner, index))];
        });
        part.push(Object.fromEntries(own.filter(([, value]) => value !== undefined)));
    }
    return parts;
}
function columnOf(part, index) {
    return `bakegate_${part}_${index}`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/influxdb-sql.js









const influxdb_sql_mostSteps = 10_000;
const influxdbSql = {
    name: 'influxdb-sql',
    summary: 'InfluxDB 3 Core and Enterprise: one value a window and series, by SQL',
    logs: false,
    kinds: ['query', 'ratio', 'count'],
    language: 'sql',
    delay: 30_000,
    options: schemas/* strictObject */.rej({ database: schemas/* string */.YjP().min(1).describe('The database') }),
    connect: influxdb_sql_connect
};
function influxdb_sql_connect(endpoint) {
    return togetherByCheck(endpoint, { alone: influxdb_sql_alone, joined: influxdb_sql_joined }, influxdb_sql_sourceOf);
}
function influxdb_sql_sourceOf(endpoint, together, question) {
    const query = plainQuery(endpoint, question);
    const asking = {
        endpoint,
        together,
        statement: width => readSql(query.render(width)),
        events: question.kind === 'events'
    };
    // Refuses now what could never be asked.
    asking.statement(60_000);
    return {
        pointInTime: false,
        describe: width => sqlOver(asking.statement(width), '$start', '$end'),
        measure: (grid, io) => influxdb_sql_measure(asking, grid, io),
        requests: grid => (adjoins(grid) ? (0,providers_grid/* runsOf */.ky)(grid, influxdb_sql_mostSteps) : (0,providers_grid/* instantsOf */.GR)(grid)).length,
        shares: together.shares
    };
}
async function influxdb_sql_measure(asking, grid, io) {
    if (!adjoins(grid)) {
        return windowByWindow(asking.endpoint, grid, at => influxdb_sql_oneWindow(asking, at, grid.width, io));
    }
    const runs = (0,providers_grid/* runsOf */.ky)(grid, influxdb_sql_mostSteps).map(run => influxdb_sql_adjoiningSteps(asking, run, io));
    return (0,providers_grid/* joinParts */.nn)(await Promise.all(runs), grid);
}
function influxdb_sql_oneWindow({ endpoint, together, statement: read }, at, width, io) {
    const statement = read(width);
    const sql = sqlOver(statement, ...span(at - width, at));
    const partOf = (rows, retries) => partOfRows(endpoint, rows.map(row => ({ ...row, at })), [], retries);
    return together.ask({ statement, sql, keys: influxdb_sql_keysOf(statement), partOf }, io);
}
/** Steps side by side in one statement, each with its number. */
function influxdb_sql_adjoiningSteps({ endpoint, together, statement: read, events }, run, io) {
    const first = run.first - run.step;
    const statement = read(run.step);
    const sql = sqlOver(statement, ...span(first, run.last), { first, width: run.step });
    const partOf = (rows, retries) => {
        const stamped = rows.map(row => ({ ...row, at: run.first + (row.step ?? -1) * run.step }));
        return partOfRows(endpoint, stamped, events ? (0,providers_grid/* instantsOf */.GR)(run) : [], retries);
    };
    return together.ask({ statement, sql, keys: [...influxdb_sql_keysOf(statement), stepKey], partOf }, io);
}
function influxdb_sql_keysOf({ labels, values }) {
    return [...labels, ...values].map(({ key }) => key);
}
function partOfRows(endpoint, rows, counted, retries) {
    if (repeats(rows)) {
        const remedy = 'Put a function such as avg or sum around the field, or GROUP BY what sets them apart.';
        throw severalRows(endpoint, remedy, retries);
    }
    return { series: influxdb_rows_seriesOf(rows, counted), complete: true, notes: [], retries };
}
function span(start, end) {
    return [`'${new Date(start).toISOString()}'`, `'${new Date(end).toISOString()}'`];
}
async function influxdb_sql_alone(endpoint, one, io) {
    const { rows, retries } = await influxdb_sql_ask(endpoint, one.sql, io);
    return read(endpoint, one, rows, retries);
}
async function influxdb_sql_joined(endpoint, all, io) {
    const { rows, retries } = await influxdb_sql_ask(endpoint, unionOf(all), io);
    const parts = partedRows(rows, all);
    return Promise.all(all.map(async (one, index) => {
        const own = parts?.[index];
        if (own === undefined)
            return undefined;
        return settled(() => read(endpoint, one, own, toldOnce(retries, index)));
    }));
}
function read(endpoint, { statement, partOf }, rows, retries) {
    const own = readingRows(endpoint, retries, () => reading(endpoint, retries, () => rows.flatMap(row => influxdb_sql_rowsOf(row, statement))));
    return partOf(own, retries);
}
async function influxdb_sql_ask(endpoint, sql, io) {
    const asked = {
        method: 'POST',
        path: '/api/v3/query_sql',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ db: String(endpoint.options['database']), q: sql, format: 'json' })
    };
    const { json, retries } = await askJson(endpoint, io, asked, influxdb_sql_accountOf);
    const rows = reading(endpoint, retries, () => list(json, 'the answer').map(row => record(row, 'a row')));
    return { rows, retries };
}
/** `{"host": "a", "p99": 7.5}`: what is null has no key, what is no finite number is null. */
function influxdb_sql_rowsOf(row, { labels, values }) {
    const own = Object.fromEntries(labels.flatMap(({ key }) => labelOf(key, field(row, key))));
    const step = field(row, stepKey);
    if (step !== undefined && !Number.isInteger(step)) {
        throw new UnexpectedShape('the number of a step is not whole');
    }
    return values.map(({ key }) => {
        const value = field(row, key) ?? null;
        if (value !== null && typeof value !== 'number')
            throw new NoNumbers(typeof value);
        return {
            labels: values.length > 1 ? { ...own, field: key } : own,
            value,
            ...(typeof step === 'number' ? { step } : {})
        };
    });
}
function labelOf(key, value) {
    if (value === undefined || value === null)
        return [];
    if (typeof value === 'string')
        return [[key, value]];
    if (typeof value === 'number' || typeof value === 'boolean')
        return [[key, String(value)]];
    throw new UnexpectedShape('a label is neither a text nor a number');
}
/**
 * Plain text, or `{"error": "…"}`. A name that is not there comes with 400, 404 or 500, as DataFusion's kind of
 * error has it, so the words decide.
 */
function influxdb_sql_accountOf({ text }) {
    const words = influxdb_sql_wordsOf(text);
    const faulty = /\berror during planning\b|\bschema error\b|\bsql error\b|\bparsererror\b|\bdatabase not found\b|\bnot implemented\b/i;
    return { words, ...(faulty.test(words) ? { code: 'invalid-query' } : {}) };
}
function influxdb_sql_wordsOf(text) {
    try {
        const json = JSON.parse(text);
        return (isRecord(json) ? textField(json, 'error') : undefined) ?? text;
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./.cache/build/providers/loki-api.js


/** One GET of the query API. https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
async function askLoki({ endpoint, headers }, path, parameters, io) {
    const form = new URLSearchParams(parameters).toString();
    const asked = { method: 'GET', path: `/loki/api/v1/${path}?${form}`, headers };
    return askJson(endpoint, io, asked, loki_api_accountOf);
}
function lookedAt(data) {
    const stats = isRecord(data) ? field(data, 'stats') : undefined;
    const summary = isRecord(stats) ? field(stats, 'summary') : undefined;
    if (!isRecord(summary))
        return {};
    const lines = field(summary, 'totalLinesProcessed');
    const bytes = field(summary, 'totalBytesProcessed');
    return {
        ...(isCount(lines) ? { scanned: lines } : {}),
        ...(isCount(bytes) ? { bytes } : {})
    };
}
/** Errors are plain text; 400 is a query that Loki does not take. */
function loki_api_accountOf({ status, text }) {
    return { words: text, ...(status === 400 ? { code: 'invalid-query' } : {}) };
}

;// CONCATENATED MODULE: ./.cache/build/providers/nanoseconds.js
/** As text: nanoseconds do not fit a number, and what has fewer digits is read as seconds. */
function nanoseconds(at) {
    return `${Math.round(at)}000000`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/loki-patterns.js




/** Loki counts patterns in steps of this many milliseconds and answers for no finer ones. */
const step = 10_000;
/**
 * `/loki/api/v1/patterns`, where the server has `pattern_ingester.enabled` (404 elsewhere). It keeps about
 * three hours and leaves rare patterns out, so it is never complete. Samples are stamped with the start of
 * their step: those whose step begins inside the window count.
 */
async function readPatterns(connection, selector, window, io) {
    const parameters = {
        query: selector,
        start: nanoseconds(window.start),
        end: nanoseconds(window.end),
        step: `${step / 1000}s`
    };
    const { json, retries } = await askLoki(connection, 'patterns', parameters, io);
    const patterns = reading(connection.endpoint, retries, () => patternsIn(json, window));
    return { patterns, wildcard: '<_>', complete: false, retries };
}
/** `{"data": [{"pattern": "…<_>…", "level"?, "samples": [[seconds, count], …]}]}`: one row per level. */
function patternsIn(json, window) {
    const body = record(json, 'the answer');
    if (field(body, 'status') !== 'success')
        throw new UnexpectedShape('status is not "success"');
    const counts = new Map();
    for (const item of list(field(body, 'data') ?? [], 'data')) {
        const row = record(item, 'a pattern');
        const text = textField(row, 'pattern');
        if (text === undefined)
            throw new UnexpectedShape('a pattern has no text');
        const seen = list(field(row, 'samples') ?? [], 'samples').map(loki_patterns_sampleOf);
        const inside = seen.filter(({ at }) => at >= window.start && at < window.end);
        const count = inside.reduce((sum, sample) => sum + sample.count, 0);
        if (count > 0)
            counts.set(text, (counts.get(text) ?? 0) + count);
    }
    return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
}
function loki_patterns_sampleOf(pair) {
    const [seconds, count] = list(pair, 'a sample');
    const at = typeof seconds === 'number' ? instantOf(seconds * 1000) : undefined;
    if (at === undefined || !isCount(count)) {
        throw new UnexpectedShape('a sample is not [seconds, count]');
    }
    return { at, count };
}

;// CONCATENATED MODULE: ./.cache/build/providers/loki-lines.js








/** `max_entries_limit_per_query`, as Loki ships it. */
const mostInPage = 5_000;
/** Fewer lines than this in one answer are never asked for because an answer was too large. */
const leastInPage = 50;
/** Loki keeps what came beside a line apart from the labels of its stream only when it is told to. */
const categorised = { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' };
/** A stream selector and nothing behind it. */
const selectorAlone = /^\s*\{(?:[^"`}]|"(?:[^"\\]|\\.)*"|`[^`]*`)*\}\s*$/;
/** The lines of a log query, and its patterns where the query is a stream selector alone. */
function lokiLines(connection, query) {
    if (query.usesWindow) {
        throw new Error('A log query has no use for {{window}}: it is asked over its window. Remove it.');
    }
    return loki_lines_lineSource(connection, query.render(0).trim());
}
function loki_lines_lineSource(connection, logql) {
    return {
        describe: () => logql,
        fetch: (window, most, io) => loki_lines_fetchLines({ connection, logql, io }, window, most),
        // On a line of its own: the query may end with a comment. Go's escapes are JSON's, as LogQL reads both.
        containing: literal => loki_lines_lineSource(connection, `${logql}\n|= ${JSON.stringify(literal)}`),
        ...(selectorAlone.test(logql)
            ? { patterns: (window, io) => readPatterns(connection, logql, window, io) }
            : {})
    };
}
/**
 * Pages from the newest line down. `end` is exclusive, so the next page begins one nanosecond above the
 * oldest line known: lines of that nanosecond come twice, and are told apart by their stream and text
 * (Loki itself keeps no two that are equal in both).
 */
async function loki_lines_fetchLines(asking, window, most) {
    const start = BigInt(nanoseconds(window.start));
    let end = BigInt(nanoseconds(window.end));
    let limit = mostInPage;
    const fetched = {
        entries: [],
        warnings: [],
        looked: {},
        retries: 0,
        crowded: false
    };
    // One line more than wanted tells whether there are more.
    while (end > start && fetched.entries.length <= most) {
        const seen = linesAt(fetched, end - 1n);
        const wanted = most + 1 - fetched.entries.length + seen.size;
        const asked = await loki_lines_askPage(asking, start, end, Math.min(limit, wanted));
        limit = Math.min(limit, asked.limit);
        addPage(fetched, asked.page, seen);
        const oldest = asked.page.entries.at(-1);
        if (!asked.page.full || oldest === undefined)
            break;
        const next = BigInt(oldest.stamp) + 1n;
        if (next === end && fetched.entries.length <= most)
            fetched.crowded = true;
        end = next === end ? next - 1n : next;
    }
    return loki_lines_batchOf(fetched, window, most);
}
function addPage(fetched, page, seen) {
    // Thousands of lines: not as arguments.
    for (const entry of page.entries)
        if (!seen.has(identityOf(entry)))
            fetched.entries.push(entry);
    fetched.warnings.push(...page.warnings);
    fetched.retries += page.retries;
    fetched.looked = together(fetched.looked, page.looked);
}
/** Of all pages. */
function together(one, other) {
    const sum = (name) => one[name] === undefined && other[name] === undefined
        ? {}
        : { [name]: (one[name] ?? 0) + (other[name] ?? 0) };
    return { ...sum('scanned'), ...sum('bytes') };
}
/** The lines of the oldest nanosecond known, which the next page holds again. */
function linesAt({ entries }, stamp) {
    const text = String(stamp);
    const seen = new Set();
    for (let index = entries.length - 1; entries[index]?.stamp === text; index -= 1) {
        const entry = entries[index];
        if (entry !== undefined)
            seen.add(identityOf(entry));
    }
    return seen;
}
function identityOf({ stamp, line }) {
    return JSON.stringify([stamp, line.text, line.stream, line.fields]);
}
function loki_lines_batchOf({ entries, warnings, looked, retries, crowded }, { start, end }, most) {
    // A gateway that drops the window must not make every line ours.
    const inside = entries.filter(({ line }) => line.at >= start && line.at < end);
    const more = inside.length > most;
    const lines = inside.slice(0, most).map(({ line }) => line);
    const notes = [...new Set(warnings)].map(text => quote(text));
    if (crowded)
        notes.push('One nanosecond holds more lines than Loki gives in one answer.');
    const complete = !more && !crowded && warnings.length === 0;
    return {
        lines: newestOf(lines.reverse(), most),
        complete,
        ...(complete ? { matched: lines.length } : {}),
        ...looked,
        notes,
        retries
    };
}
/** Loki's own limit may be lower than its default, and its lines so long that an answer is too large. */
async function loki_lines_askPage(asking, start, end, limit) {
    const { connection, logql, io } = asking;
    const parameters = {
        query: logql,
        start: String(start),
        end: String(end),
        limit: String(limit),
        direction: 'backward'
    };
    const headers = { ...connection.headers, ...categorised };
    try {
        const { json, retries } = await askLoki({ ...connection, headers }, 'query_range', parameters, io);
        const page = reading(connection.endpoint, retries, () => loki_lines_readPage(json, limit));
        if (page === 'number')
            throw new build_errors/* ProviderError */.mZ(notLines(asking, retries));
        return { page: { ...page, retries }, limit };
    }
    catch (error) {
        const smaller = smallerLimit(error, limit);
        if (smaller === undefined)
            throw error;
        return loki_lines_askPage(asking, start, end, smaller);
    }
}
function smallerLimit(error, limit) {
    if (!(error instanceof build_errors/* ProviderError */.mZ))
        return undefined;
    const { code, message } = error.failure;
    if (code === 'response-too-large' && limit >= 4 * leastInPage)
        return Math.floor(limit / 4);
    const [, allowed] = /max_entries_limit_per_query \(\d+ > (\d+)\)/.exec(message) ?? [];
    const most = Number(allowed);
    return most > 0 && most < limit ? most : undefined;
}
function notLines({ connection: { endpoint } }, retries) {
    const sentence = 'answered the log query with numbers, not with lines. Remove the function around the log query.';
    return failure(endpoint, 'invalid-query', sentence, retries);
}
// ── the answer ───────────────────────────────────────────────────────────────────────────────────
function loki_lines_readPage(json, limit) {
    const body = record(json, 'the answer');
    if (field(body, 'status') !== 'success')
        throw new UnexpectedShape('status is not "success"');
    const data = record(field(body, 'data'), 'data');
    const type = field(data, 'resultType');
    if (type === 'matrix' || type === 'vector' || type === 'scalar')
        return 'number';
    if (type !== 'streams')
        throw new UnexpectedShape('data.resultType is not "streams"');
    const entries = list(field(data, 'result'), 'data.result').flatMap(streamEntries);
    return {
        entries: entries.sort(loki_lines_newestFirst),
        full: entries.length >= limit,
        looked: lookedAt(data),
        warnings: textsOf(field(body, 'warnings'))
    };
}
function streamEntries(row) {
    const fields = record(row, 'a stream');
    const stream = loki_lines_labelsOf(record(field(fields, 'stream'), 'stream'));
    return list(field(fields, 'values'), 'values').map(value => entryOf(value, stream));
}
/** `["<nanoseconds>", "<line>", {structuredMetadata, parsed}?]`; older versions give metadata as it is. */
function entryOf(value, stream) {
    const [stamp, text, beside] = list(value, 'a line');
    if (typeof stamp !== 'string' || !/^\d{1,19}$/.test(stamp) || typeof text !== 'string') {
        throw new UnexpectedShape('a line is not ["<nanoseconds>", "<text>"]');
    }
    const at = Number(BigInt(stamp) / 1000000n);
    return { stamp, line: { at, text, stream, fields: fieldsOf(beside) } };
}
function fieldsOf(beside) {
    if (!isRecord(beside))
        return {};
    const parts = ['structuredMetadata', 'parsed'].map(name => field(beside, name)).filter(isRecord);
    const all = parts.length === 0 ? [beside] : parts;
    return Object.fromEntries(all.flatMap(part => Object.entries(loki_lines_labelsOf(part))));
}
function loki_lines_labelsOf(fields) {
    return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : []));
}
/** Nanoseconds of our time have as many digits as each other, so that texts compare like numbers. */
function loki_lines_newestFirst(a, b) {
    if (a.stamp.length !== b.stamp.length)
        return b.stamp.length - a.stamp.length;
    return a.stamp < b.stamp ? 1 : a.stamp > b.stamp ? -1 : 0;
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus-answer.js


/**
 * Prometheus before 2.54 put remarks about the query beside real warnings; they begin so, and no data is
 * missing because of them.
 */
const harmlessWarning = 'PromQL info: ';
const undefinedNote = 'NaN and infinities in the answer count as no value.';
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const noNumber = /^([+-]?Inf|NaN)$/i;
/** Throws UnexpectedShape. https://prometheus.io/docs/prometheus/latest/querying/api/ */
function readAnswer(json) {
    const body = record(json, 'the answer');
    if (field(body, 'status') !== 'success')
        throw new UnexpectedShape(notSuccess(body));
    const data = record(field(body, 'data'), 'data');
    const type = typeOf(field(data, 'resultType'));
    const read = prometheus_answer_seriesOf(type, field(data, 'result'));
    const warnings = textsOf(field(body, 'warnings'));
    const partial = field(body, 'isPartial') === true;
    const incomplete = partial || warnings.some(text => !text.startsWith(harmlessWarning));
    const notes = [...warnings, ...textsOf(field(body, 'infos'))].map(text => quote(text));
    if (partial)
        notes.push('The backend says that the answer is partial.');
    if (read.some(({ isWhole }) => !isWhole))
        notes.push(undefinedNote);
    const series = read.map(({ labels, samples }) => ({ labels, samples }));
    const rest = { ...body, data: { ...data, result: undefined } };
    return { type, series, complete: !incomplete, notes, body: rest };
}
/** Some proxies answer 200 with the error in the body: its own words then say more than the form does. */
function notSuccess(body) {
    const words = [textField(body, 'errorType'), textField(body, 'error')].flatMap(text => text ?? []);
    return words.length === 0 ? 'status is not "success"' : `status "error", ${words.join(': ')}`;
}
/** `errorType` and `error` of a failed query, where the answer has them. */
function readError(text) {
    try {
        const json = JSON.parse(text);
        if (!isRecord(json))
            return {};
        const type = textField(json, 'errorType');
        const words = textField(json, 'error');
        return { ...(type === undefined ? {} : { type }), ...(words === undefined ? {} : { words }) };
    }
    catch {
        return {};
    }
}
function typeOf(value) {
    switch (value) {
        case 'vector':
        case 'matrix':
        case 'scalar':
        case 'string':
        case 'streams':
            return value;
        default:
            throw new UnexpectedShape('data.resultType is unknown');
    }
}
function prometheus_answer_seriesOf(type, result) {
    switch (type) {
        case 'scalar':
            return [{ labels: {}, ...prometheus_answer_samplesOf([result]) }];
        case 'vector':
            return rows(result).map(row => ({
                labels: prometheus_answer_labelsOf(row),
                ...prometheus_answer_samplesOf([field(withoutHistogram(row), 'value')])
            }));
        case 'matrix':
            return rows(result).map(row => ({
                labels: prometheus_answer_labelsOf(row),
                ...prometheus_answer_samplesOf(takeValues(withoutHistogram(row)))
            }));
        case 'string':
        case 'streams':
            return [];
    }
}
function rows(result) {
    return list(result, 'data.result').map(row => record(row, 'a series'));
}
function withoutHistogram(row) {
    if (field(row, 'histogram') === undefined && field(row, 'histograms') === undefined)
        return row;
    throw new UnexpectedShape('the query gives native histograms (put histogram_quantile or histogram_count around it)');
}
function prometheus_answer_labelsOf(row) {
    const entries = Object.entries(record(field(row, 'metric'), 'metric'));
    return Object.fromEntries(entries.map(([name, value]) => {
        if (typeof value !== 'string')
            throw new UnexpectedShape('a label is not a text');
        return [name, value];
    }));
}
/** The answer lets go of them: millions are not to be there twice, as texts and as numbers. */
function takeValues(row) {
    const values = list(field(row, 'values'), 'values');
    Reflect.deleteProperty(row, 'values');
    return values;
}
/** Of `[seconds, "value"]` each. */
function prometheus_answer_samplesOf(pairs) {
    const samples = [];
    for (const pair of pairs) {
        const { 0: seconds, 1: text, length } = list(pair, 'a sample');
        const at = typeof seconds === 'number' ? instantOf(seconds * 1000) : undefined;
        if (at === undefined || length > 2) {
            throw new UnexpectedShape('a sample is not [seconds, "value"]');
        }
        const value = prometheus_answer_valueOf(text);
        if (value !== undefined)
            samples.push({ at, value });
    }
    return { samples, isWhole: samples.length === pairs.length };
}
/** undefined: NaN or infinite. */
function prometheus_answer_valueOf(text) {
    if (typeof text !== 'string')
        throw new UnexpectedShape('a value is not a text');
    if (noNumber.test(text))
        return undefined;
    if (!number.test(text))
        throw new UnexpectedShape('a value is not a number');
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus-part.js



/**
 * A gateway may round a stamp, or put its own clock's now on it, but not answer for another window.
 * Milliseconds before and after the instant asked about: an older stamp is an older value.
 */
const stampTolerance = { before: 1_000, after: 10_000 };
/** Prometheus itself takes a value for the present one no longer than this. */
const longestHold = 300_000;
/** The answer to a query at one instant: every sample is stamped with it. An older one is an older value. */
function instantPart(endpoint, { answer, retries }, at) {
    if (answer.type !== 'vector' && answer.type !== 'scalar') {
        throw new build_errors/* ProviderError */.mZ(wrongType(endpoint, answer.type, retries));
    }
    const stamped = answer.type === 'vector';
    const misplaced = stamped && answer.series.some(isLater(at));
    const outdated = stamped && answer.series.some(isOlder(at));
    const isKept = (series) => !stamped || !(isOlder(at)(series) || isLater(at)(series));
    const kept = answer.series.filter(isKept);
    return {
        series: kept.map(({ labels, samples }) => ({
            labels,
            samples: samples.map(({ value }) => ({ at, value }))
        })),
        complete: answer.complete && !misplaced && !(outdated && kept.length > 0),
        ...(outdated ? { outdated } : {}),
        notes: misplaced || outdated ? [...answer.notes, misplacedNote] : answer.notes,
        retries
    };
}
const misplacedNote = 'The backend answered for another instant than the one asked about.';
/**
 * The answer to a query over a range: samples keep the stamps they have, but for what a backend or gateway
 * rounded away. Prometheus itself loses a millisecond where a fraction has no exact binary form.
 */
function rangePart(endpoint, { answer, retries }, grid) {
    if (answer.type !== 'matrix')
        throw new build_errors/* ProviderError */.mZ(wrongType(endpoint, answer.type, retries));
    const series = answer.series.map(({ labels, samples }) => ({
        labels,
        samples: samples.map(({ at, value }) => ({ at: onGrid(at, grid), value }))
    }));
    const stamps = series.flatMap(({ samples }) => samples.map(({ at }) => at));
    const outdated = stamps.length > 0 && stamps.every(at => at < grid.first);
    return {
        series,
        complete: answer.complete,
        ...(outdated ? { outdated } : {}),
        notes: answer.notes,
        retries
    };
}
/**
 * The same for values, where a gateway answered on a grid of its own: each instant asked about has the newest
 * value before it, as far back as that grid's steps are apart. Not for counts: a step that is told twice would
 * count twice.
 */
function heldPart(part, grid) {
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    const isApart = ({ samples }) => samples.some(({ at }) => (at - grid.first) % grid.step !== 0);
    if (!part.series.some(isApart))
        return part;
    const series = part.series.map(one => isApart(one) ? { ...one, samples: held(one.samples, instants, grid.step) } : one);
    const { outdated, ...rest } = part;
    const isEmpty = series.every(({ samples }) => samples.length === 0);
    return {
        ...rest,
        series,
        ...(outdated === true && isEmpty ? { outdated } : {}),
        notes: [...part.notes, ownGridNote]
    };
}
const ownGridNote = 'The backend answered for other instants than those asked about; the newest value before each was taken.';
function held(samples, instants, step) {
    const ascending = samples.toSorted((a, b) => a.at - b.at);
    const gaps = ascending.slice(1).map(({ at }, index) => at - (ascending[index]?.at ?? at));
    const typical = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
    const hold = Math.max(step, Math.min(longestHold, typical));
    let next = 0;
    return instants.flatMap(at => {
        while ((ascending[next]?.at ?? Infinity) <= at)
            next++;
        const newest = ascending[next - 1];
        return newest === undefined || at - newest.at >= hold ? [] : [{ at, value: newest.value }];
    });
}
function onGrid(at, { first, step }) {
    const instant = first + Math.round((at - first) / step) * step;
    return Math.abs(at - instant) <= Math.min(stampTolerance.before, step / 4) ? instant : at;
}
function isOlder(at) {
    return ({ samples }) => samples.some(it => it.at < at - stampTolerance.before);
}
function isLater(at) {
    return ({ samples }) => samples.some(it => it.at > at + stampTolerance.after);
}
function wrongType(endpoint, type, retries) {
    const sentence = `answered the query with a ${type}, not with a number per series. Put a function such as rate or count_over_time around it.`;
    return failure(endpoint, 'invalid-query', sentence, retries);
}

;// CONCATENATED MODULE: ./.cache/build/providers/syntax-option.js

/** The way out where a backend takes more than the grammar that its queries are read with. */
const checkSyntax = {
    'check-syntax': schemas/* boolean */.zMY()
        .optional()
        .describe('`false`: queries are not read before they are asked. For a dialect that we refuse')
};

;// CONCATENATED MODULE: ./.cache/build/providers/loki.js











/** Loki refuses more points per series in one answer. */
const loki_mostPoints = 11_000;
/**
 * Up to so many instants are asked one by one: an instant query is exact, a range is moved to multiples
 * of its step by Loki's query front end.
 */
const loki_mostExact = 12;
/** What a Loki without them says of an offset. The words of newer ones are about the query itself. */
const noOffset = /syntax error: unexpected IDENTIFIER/;
const loki = {
    name: 'loki',
    summary: 'Grafana Loki: log lines counted by LogQL',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'logql',
    delay: 30_000,
    readsAll: true,
    cost: 'Loki reads every line of the streams in a window to count it; a narrow stream selector makes that cheap.',
    options: schemas/* strictObject */.rej({
        ...checkSyntax,
        tenant: schemas/* string */.YjP().min(1).optional().describe('Sent as X-Scope-OrgID; several as a|b')
    }),
    connect: loki_connect
};
function loki_connect(endpoint) {
    const { tenant } = endpoint.options;
    const scope = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {};
    const connection = { endpoint, headers: { 'Cache-Control': 'no-cache', ...scope } };
    const dialect = { offsets: true };
    return {
        source: question => loki_sourceOf(connection, dialect, question),
        lines: query => lokiLines(connection, query)
    };
}
function loki_sourceOf(connection, dialect, question) {
    const asking = loki_askingOf(connection.endpoint, question);
    return {
        pointInTime: false,
        describe: asking.shifted ?? asking.render,
        measure: (grid, io) => loki_measure(connection, dialect, asking, grid, io),
        requests: loki_requestsFor
    };
}
function loki_requestsFor(grid) {
    const { length } = (0,providers_grid/* instantsOf */.GR)(grid);
    return length <= loki_mostExact ? length : (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), loki_mostPoints).length;
}
function loki_askingOf(endpoint, question) {
    const query = plainQuery(endpoint, question);
    const events = question.kind === 'events';
    if (!events || query.usesWindow)
        return { render: width => query.render(width), events };
    const countOf = (width, offset) => `sum(count_over_time(${ranged(query.render(width).trim(), width)}${offset}))`;
    return {
        render: width => countOf(width, ''),
        events,
        shifted: width => countOf(width, ' offset 1ns')
    };
}
/** The range is on a line of its own where a comment might swallow it. */
function ranged(logql, width) {
    return `${logql}${logql.includes('#') ? '\n' : ' '}[${loki_duration(width)}]`;
}
function loki_duration(width) {
    return width % 1000 === 0 ? `${width / 1000}s` : `${width}ms`;
}
async function loki_measure(connection, dialect, asking, grid, io) {
    const { endpoint } = connection;
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    if (instants.length <= loki_mostExact) {
        const parts = await Promise.all(instants.map(async (at) => {
            const reply = await askExactly(dialect, asking, grid.width, justBefore, (logql, stamp) => query(connection, 'query', { query: logql, time: stamp(at) }, io));
            const part = withScanned(instantPart(endpoint, reply, at), reply);
            return asking.events ? whereNoneIsZero(part, [at]) : part;
        }));
        return (0,providers_grid/* joinParts */.nn)(parts, grid);
    }
    const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
    const parts = [];
    for (const run of (0,providers_grid/* runsOf */.ky)(aligned, loki_mostPoints)) {
        // The end stays, lest a front end that moves instants down leave the last one out.
        const reply = await askExactly(dialect, asking, grid.width, nanoseconds, (logql, stamp) => query(connection, 'query_range', { query: logql, start: stamp(run.first), ...ending(run) }, io));
        const part = withScanned(rangePart(endpoint, reply, run), reply);
        parts.push(asking.events ? whereNoneIsZero(part, (0,providers_grid/* instantsOf */.GR)(run)) : part);
    }
    return (0,providers_grid/* joinParts */.nn)(parts, aligned);
}
/**
 * A range takes (at - width, at] (pkg/logql/range_vector.go: start exclusive, end inclusive). Up to one
 * nanosecond earlier, stamps being whole nanoseconds, that is [at - width, at).
 */
function justBefore(at) {
    return String(BigInt(nanoseconds(at)) - 1n);
}
/**
 * The front end of Loki moves the instants of a range down to multiples of the step, so a count is shifted by its
 * offset. Before 2.3 there is none, and its instants themselves are a nanosecond earlier.
 */
async function askExactly(dialect, { render, shifted }, width, stamp, send) {
    if (shifted === undefined)
        return send(render(width), stamp);
    if (dialect.offsets) {
        try {
            return await send(shifted(width), nanoseconds);
        }
        catch (error) {
            if (!(error instanceof build_errors/* ProviderError */.mZ && noOffset.test(error.message)))
                throw error;
        }
    }
    const reply = await send(render(width), justBefore);
    dialect.offsets = false;
    return reply;
}
function ending({ last, step }) {
    return { end: nanoseconds(last), step: loki_duration(step) };
}
function withScanned(part, { answer }) {
    return { ...part, ...lookedAt(field(answer.body, 'data')) };
}
/** A count over no matching line is no sample; where lines were looked at, it is a zero. */
function whereNoneIsZero(part, instants) {
    if (part.scanned === undefined || part.scanned === 0)
        return part;
    const series = part.series.length === 0 ? [{ labels: {}, samples: [] }] : part.series;
    return {
        ...part,
        series: series.map(({ labels, samples }) => ({
            labels,
            samples: (0,providers_grid/* withZeros */.cl)(samples, instants)
        }))
    };
}
async function query(connection, path, parameters, io) {
    const { json, retries } = await askLoki(connection, path, parameters, io);
    return { answer: reading(connection.endpoint, retries, () => readAnswer(json)), retries };
}

;// CONCATENATED MODULE: ./.cache/build/providers/newrelic-graph.js




/** New Relic runs the queries of one request at the same time, and wants few of those. */
const newrelic_graph_mostTogether = 10;
/** Seconds. What an account without Data Plus may run at most. */
const longestQuery = 60;
function connectNewRelic(endpoint) {
    return {
        endpoint,
        shares: { most: newrelic_graph_mostTogether },
        ask: createBatcher((queries, io) => newrelic_graph_askAll(endpoint, queries, io), newrelic_graph_mostTogether)
    };
}
async function newrelic_graph_askAll(endpoint, queries, io) {
    const asked = {
        method: 'POST',
        path: '/graphql',
        headers: {
            'API-Key': String(endpoint.options['api-key']),
            'Content-Type': 'application/json',
            Accept: 'application/json'
        },
        body: JSON.stringify({
            query: documentOf(queries.length),
            variables: {
                account: endpoint.options['account'],
                timeout: Math.min(longestQuery, Math.max(1, Math.floor(endpoint.timeout / 1000) - 1)),
                ...Object.fromEntries(queries.map((nrql, index) => [`q${index}`, nrql]))
            }
        })
    };
    const { json, retries } = await askJson(endpoint, io, asked, newrelic_graph_accountOf);
    return reading(endpoint, retries, () => readAnswers(endpoint, json, queries.length, retries));
}
/** Values travel as variables, so nothing of a query can leave its place. */
function documentOf(count) {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const variables = numbers.map(index => `$q${index}: Nrql!`).join(', ');
    const wanted = '{ results metadata { facets messages timeWindow { begin end } } }';
    const fields = numbers.map(index => `q${index}: nrql(query: $q${index}, timeout: $timeout) ${wanted}`);
    return `query ($account: Int!, $timeout: Seconds, ${variables}) { actor { account(id: $account) { ${fields.join(' ')} } } }`;
}
/** A refusal before GraphQL is reached. */
function newrelic_graph_accountOf({ text }) {
    const remedy = "Check the endpoint's api-key (a user key, NRAK-…), account and region.";
    const words = newrelic_graph_wordsOf(text);
    return { remedy, ...(words === undefined ? {} : { words }) };
}
function newrelic_graph_wordsOf(text) {
    try {
        const json = JSON.parse(text);
        const errors = isRecord(json) ? field(json, 'errors') : undefined;
        if (!Array.isArray(errors))
            return undefined;
        return errors
            .filter(isRecord)
            .map(error => textField(error, 'message') ?? '')
            .join(' ');
    }
    catch {
        return undefined;
    }
}
/** Errors come with status 200, each with the path of the query that it speaks of, or of all. */
function readAnswers(endpoint, json, count, retries) {
    const body = record(json, 'the answer');
    const errors = errorsOf(field(body, 'errors'));
    const account = accountIn(field(body, 'data'));
    return Array.from({ length: count }, (_, index) => {
        const error = errors.find(({ alias }) => alias === undefined || alias === `q${index}`);
        if (error !== undefined) {
            return new build_errors/* ProviderError */.mZ(failure(endpoint, error.code, newrelic_graph_sentenceOf(endpoint, error), retries));
        }
        return readNrql(field(account, `q${index}`), retries);
    });
}
function accountIn(data) {
    const actor = isRecord(data) ? field(data, 'actor') : undefined;
    const account = isRecord(actor) ? field(actor, 'account') : undefined;
    return isRecord(account) ? account : {};
}
function errorsOf(value) {
    if (!Array.isArray(value))
        return [];
    return value.filter(isRecord).map(error => {
        const path = field(error, 'path');
        const alias = textsOf(path).find(step => /^q\d+$/.test(step));
        const words = textField(error, 'message') ?? 'an error without words';
        const extensions = field(error, 'extensions');
        const kind = isRecord(extensions) ? (textField(extensions, 'errorClass') ?? '') : '';
        return { alias, code: newrelic_graph_codeOf(kind, words), words };
    });
}
function newrelic_graph_codeOf(kind, words) {
    if (/^NRQL Syntax Error/i.test(words) || kind === 'INVALID_INPUT')
        return 'invalid-query';
    if (/^Unknown function/i.test(words))
        return 'invalid-query';
    if (kind === 'TIMEOUT')
        return 'deadline';
    if (kind === 'TOO_MANY_REQUESTS')
        return 'rate-limited';
    if (/UNAUTH|ACCESS_DENIED|FORBIDDEN/.test(kind) || /not authorized|access denied/i.test(words)) {
        return 'not-authorised';
    }
    return 'provider-error';
}
function newrelic_graph_sentenceOf(endpoint, { code, words }) {
    const remedy = code === 'not-authorised'
        ? " Check the endpoint's api-key, account and region."
        : code === 'deadline'
            ? " Raise the endpoint's timeout (60 s count at most), or ask for less."
            : '';
    return `answered: ${said(endpoint, words)}${remedy}`;
}
function readNrql(value, retries) {
    const answer = record(value, 'nrql');
    const metadata = field(answer, 'metadata');
    const known = isRecord(metadata) ? metadata : {};
    const window = field(known, 'timeWindow');
    const { begin, end } = isRecord(window) ? window : {};
    return {
        rows: list(field(answer, 'results'), 'results').map(row => record(row, 'a row')),
        facets: textsOf(field(known, 'facets')),
        messages: textsOf(field(known, 'messages')),
        ...(typeof begin === 'number' ? { begin } : {}),
        ...(typeof end === 'number' ? { end } : {}),
        retries
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/newrelic-nrql.js
/** NRQL as text: what a check may write, and what is added to it. https://docs.newrelic.com/docs/nrql/ */
/** Clauses that we add ourselves, or whose answers have another form. */
const ours = /\b(SINCE|UNTIL|TIMESERIES|COMPARE\s+WITH|SLIDE\s+BY)\b/i;
/** Throws a plain Error for the user. */
function refuseClauses(nrql) {
    const clause = ours.exec(newrelic_nrql_outline(nrql))?.[1]?.toUpperCase().replace(/\s+/g, ' ');
    if (clause !== undefined) {
        throw new Error(`${clause} is written by Bakegate: it asks for windows of its own. Remove it.`);
    }
    if (!/\bSELECT\b/i.test(newrelic_nrql_outline(nrql)) || !/\bFROM\b/i.test(newrelic_nrql_outline(nrql))) {
        throw new Error('A query needs SELECT and FROM. Write SELECT count(*) FROM Transaction.');
    }
}
/** Events that are counted one by one have no groups. Throws a plain Error for the user. */
function refuseLineClauses(nrql) {
    refuseClauses(nrql);
    const clause = /\b(FACET|LIMIT|ORDER\s+BY)\b/i.exec(newrelic_nrql_outline(nrql))?.[1]?.toUpperCase();
    if (clause !== undefined) {
        throw new Error(`${clause} has no place in a query for lines. Write SELECT * FROM Log WHERE ….`);
    }
}
/** Whether its condition stands in one place, so that another can be put beside it. */
function canBeNarrowed(nrql) {
    return (newrelic_nrql_outline(nrql).match(/\bWHERE\b/gi) ?? []).length <= 1;
}
/** The same query with one condition more, whatever the others are. Line breaks end comments. */
function narrowed(nrql, condition) {
    const outlined = newrelic_nrql_outline(nrql);
    const where = /\bWHERE\b/i.exec(outlined);
    if (where === null)
        return `${nrql.trim()}\nWHERE ${condition}`;
    const from = where.index + where[0].length;
    const length = outlined.slice(from).search(/\b(SELECT|FROM|WITH)\b/i);
    const end = length < 0 ? nrql.length : from + length;
    const rest = nrql.slice(end);
    return `${nrql.slice(0, from)} (${nrql.slice(from, end).trim()}\n) AND ${condition}${rest === '' ? '' : ` ${rest}`}`;
}
/** [start, end) in epoch milliseconds. On a line of its own, so that no comment swallows it. */
function newrelic_nrql_over(nrql, start, end) {
    const text = nrql.trim();
    const outlined = newrelic_nrql_outline(text);
    const all = /\bFACET\b/i.test(outlined) && !/\bLIMIT\b/i.test(outlined) ? ' LIMIT MAX' : '';
    return `${text}\nSINCE ${Math.round(start)} UNTIL ${Math.round(end)}${all}`;
}
/** Whether it reads log lines. */
function newrelic_nrql_readsLogs(nrql) {
    return /\bFROM\s+[^()]*?\bLog\b/i.test(newrelic_nrql_outline(nrql));
}
/**
 * A count of everything from where these events come: what has none of those either is a wrong name, not
 * good news. undefined where the query is not of the common form.
 */
function newrelic_nrql_scopeOf(nrql) {
    const outlined = newrelic_nrql_outline(nrql);
    const from = /\bFROM\s+((?:[A-Za-z_]\w*|`[^`]*`)(?:\s*,\s*(?:[A-Za-z_]\w*|`[^`]*`))*)/i.exec(outlined);
    if (from === null)
        return undefined;
    const sources = nrql.slice(from.index, from.index + from[0].length);
    const where = originIn(nrql, outlined);
    return `SELECT count(*) ${sources}${where === '' ? '' : ` WHERE ${where}`}`;
}
/** Attributes that say where an event comes from. */
const origins = /(?:^|\bAND\s+)((?:appName|entity\.name|entity\.guid|entityGuid|service\.name|service|host|hostname|cluster_name|namespace_name|container_name)\s*=\s*')/gi;
function originIn(nrql, outlined) {
    const start = /\bWHERE\b/i.exec(outlined);
    if (start === null)
        return '';
    const from = start.index + start[0].length;
    const length = outlined.slice(from).search(/\b(SELECT|FROM|FACET|LIMIT|ORDER\s+BY|WITH)\b/i);
    const end = length < 0 ? outlined.length : from + length;
    const conditions = outlined.slice(from, end);
    if (/\b(OR|NOT)\b|[()]/i.test(conditions))
        return '';
    const skipped = conditions.length - conditions.trimStart().length;
    return [...conditions.trimStart().matchAll(origins)]
        .map(({ index, 0: whole, 1: term = '' }) => {
        const at = from + skipped + index + whole.length - term.length;
        const value = /^'(?:\\.|[^'\\])*'/.exec(nrql.slice(at + term.length - 1))?.[0] ?? "''";
        return `${nrql.slice(at, at + term.length - 1)}${value}`;
    })
        .join(' AND ');
}
/**
 * The query with everything that is quoted, commented or in parentheses blanked out, character by character:
 * a place in it is the same place in the query. The quotes stay.
 */
function newrelic_nrql_outline(nrql) {
    const quoted = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
    const bare = nrql.replace(quoted, text => {
        const quote = /^['"]/.test(text) ? text.charAt(0) : ' ';
        return text.length < 2 ? ' ' : `${quote}${' '.repeat(text.length - 2)}${quote}`;
    });
    let depth = 0;
    return [...bare]
        .map(letter => {
        if (letter === ')')
            depth = Math.max(0, depth - 1);
        const shown = depth === 0 ? letter : ' '.repeat(letter.length);
        if (letter === '(')
            depth += 1;
        return shown;
    })
        .join('');
}

;// CONCATENATED MODULE: ./.cache/build/providers/newrelic-lines.js






/** The most rows that New Relic gives at once. */
const newrelic_lines_pageSize = 5_000;
/** Attributes that tell one stream of lines from another. */
const streamAttributes = [
    'service.name',
    'entity.name',
    'hostname',
    'pod_name',
    'container_name',
    'filePath'
];
/** Log lines by NRQL. There is no cursor: the next page ends where the last one began. */
function newrelic_lines_linesSource(connection, query) {
    const nrql = query.render(60_000);
    refuseLineClauses(nrql);
    return {
        ...newrelic_lines_sourceOf(connection, nrql),
        ...(canBeNarrowed(nrql)
            ? {
                containing: literal => holding(connection.endpoint, literal, containing_piecesOf(literal), pieces => 
                // A line without a message is shown as its attributes.
                newrelic_lines_sourceOf(connection, narrowed(nrql, `(message LIKE '%${pieces.join('%')}%' OR message IS NULL)`)))
            }
            : {})
    };
}
function newrelic_lines_sourceOf(connection, nrql) {
    return {
        describe: () => nrql,
        fetch: (window, most, io) => newrelic_lines_fetchLines(connection, nrql, window, most, io)
    };
}
async function newrelic_lines_fetchLines(connection, nrql, window, most, io) {
    const lines = new Map();
    const notes = new Set();
    let retries = 0;
    let until = window.end;
    for (;;) {
        const limit = Math.min(newrelic_lines_pageSize, most + 1 - lines.size);
        const answer = await connection.ask(`${newrelic_nrql_over(nrql, window.start, until)} LIMIT ${limit}`, io);
        retries += answer.retries;
        for (const message of answer.messages)
            notes.add(said(connection.endpoint, message));
        const page = newrelic_lines_linesOf(connection, answer);
        const known = lines.size;
        for (const [key, line] of page) {
            if (line.at >= window.start && line.at < window.end)
                lines.set(key, line);
        }
        // Lines of the oldest millisecond may stand on the next page too; they are told apart by their keys.
        const oldest = Math.min(...page.map(([, line]) => line.at)) + 1;
        const full = page.length >= limit;
        if (full && lines.size <= most && lines.size > known && oldest > window.start) {
            until = Math.min(oldest, until);
            continue;
        }
        const complete = lines.size <= most && !full && notes.size === 0;
        return { lines: newestOf([...lines.values()], most), complete, notes: [...notes], retries };
    }
}
function newrelic_lines_linesOf({ endpoint }, answer) {
    return reading(endpoint, answer.retries, () => answer.rows.map(newrelic_lines_readLine));
}
function newrelic_lines_readLine(row) {
    const at = instantOf(field(row, 'timestamp'));
    if (at === undefined)
        throw new UnexpectedShape('a line has no timestamp');
    const { message, timestamp: _timestamp, messageId, ...rest } = row;
    const text = typeof message === 'string' ? message : JSON.stringify(rest);
    const stream = streamAttributes.flatMap(name => {
        const value = textField(row, name);
        return value === undefined ? [] : [[name, value]];
    });
    const key = typeof messageId === 'string' ? messageId : JSON.stringify(row);
    return [key, { at, text, stream: Object.fromEntries(stream), fields: flatten(rest) }];
}

;// CONCATENATED MODULE: ./.cache/build/providers/newrelic-rows.js

/** Keys of a row that are no value of the query. */
const around = new Set(['facet', 'beginTimeSeconds', 'endTimeSeconds', 'inspectedCount']);
/**
 * The series of an answer: one for each group and each value that was selected, a percentile's included.
 * `at` says which instant a row speaks of. null is no value.
 */
function newrelic_rows_seriesOf(answer, at) {
    const series = new Map();
    for (const row of answer.rows) {
        const group = groupOf(row, answer.facets);
        const values = newrelic_rows_valuesOf(row, answer.facets);
        for (const [name, value] of values) {
            const labels = values.length > 1 ? { ...group, value: name } : group;
            const key = JSON.stringify(labels);
            const samples = series.get(key)?.samples ?? [];
            if (typeof value === 'number' && Number.isFinite(value))
                samples.push({ at: at(row), value });
            series.set(key, { labels, samples });
        }
    }
    return [...series.values()].filter(({ samples }) => samples.length > 0);
}
/** How many numbers a row of the answer has. */
function widthOf({ rows, facets }) {
    const [first] = rows;
    return first === undefined ? 0 : numbersIn(ownOf(first, facets)).length;
}
function groupOf(row, facets) {
    const values = field(row, 'facet');
    const texts = Array.isArray(values)
        ? values.map(newrelic_rows_text)
        : values === undefined
            ? []
            : [newrelic_rows_text(values)];
    return Object.fromEntries(texts.map((value, index) => [facets[index] ?? `facet${index}`, value]));
}
function newrelic_rows_text(value) {
    return typeof value === 'string' ? value : JSON.stringify(value);
}
/** What is judged of a row. */
function newrelic_rows_valuesOf(row, facets) {
    const own = scoreOf(ownOf(row, facets)).map(([name, value]) => {
        return [name, isRecord(value) ? Object.fromEntries(scoreOf(Object.entries(value))) : value];
    });
    return numbersIn(own);
}
/** What an `apdex(…)` tells beside its score: how many requests that was made of, and itself once more. */
const besideScore = /^(count|[stf]|apdex|apdex\..*)$/;
function scoreOf(values) {
    const names = new Set(values.map(([name]) => name));
    if (!['score', 's', 't', 'f'].every(name => names.has(name)))
        return values;
    return values.filter(([name]) => !besideScore.test(name));
}
function ownOf(row, facets) {
    const names = new Set([...facets, ...textsOf(field(row, 'facet'))]);
    return Object.entries(row).filter(([name]) => !around.has(name) && !names.has(name));
}
function numbersIn(values) {
    return values.flatMap(([name, value]) => {
        if (isRecord(value)) {
            return Object.entries(value).map(([part, one]) => [`${name}.${part}`, one]);
        }
        if (value === null || typeof value === 'number')
            return [[name, value]];
        throw new UnexpectedShape(`${name} is no number. Select an aggregate, such as count(*) or average(duration)`);
    });
}

;// CONCATENATED MODULE: ./.cache/build/providers/newrelic.js









const newrelic_addresses = {
    us: 'https://api.newrelic.com',
    eu: 'https://api.eu.newrelic.com',
    jp: 'https://api.jp.newrelic.com'
};
/** New Relic answers with no more steps. */
const newrelic_mostSteps = 366;
/** Metrics are kept in steps of a minute, and windows over them are moved to those. */
const metricStep = 60_000;
const newrelic = {
    name: 'newrelic',
    summary: 'New Relic: whatever NRQL can ask, metrics, transactions, spans and log lines',
    logs: true,
    kinds: ['query', 'ratio', 'count', 'logs'],
    language: 'nrql',
    delay: 120_000,
    options: schemas/* strictObject */.rej({
        region: schemas/* enum */.k5n(['us', 'eu', 'jp'])
            .optional()
            .describe('Where the account lives; `url` overrides it'),
        account: schemas/* int */.Whr().min(1).describe('Number of the account'),
        'api-key': schemas/* string */.YjP().min(1).describe('A user key (NRAK-…), sent as API-Key')
    }),
    address: ({ region }) => region === 'us' || region === 'eu' || region === 'jp' ? newrelic_addresses[region] : undefined,
    cost: 'Where data and users are billed, queries cost nothing; where compute is billed, they cost compute. At most 3,000 queries a minute and account.',
    connect: newrelic_connect
};
function newrelic_connect(endpoint) {
    const connection = connectNewRelic(endpoint);
    return {
        source: question => newrelic_sourceOf(connection, question),
        lines: query => newrelic_lines_linesSource(connection, query)
    };
}
function newrelic_sourceOf(connection, question) {
    if (question.kind === 'firing' || question.kind === 'probe') {
        throw cannotAsk(connection.endpoint, question);
    }
    if (question.kind === 'value' && question.request !== undefined) {
        throw cannotAsk(connection.endpoint, question);
    }
    const { query, kind } = question;
    refuseClauses(query.render(60_000));
    const counts = kind === 'events';
    return {
        pointInTime: false,
        logs: newrelic_nrql_readsLogs(query.render(60_000)),
        describe: width => query.render(width),
        measure: (grid, io) => newrelic_measure(connection, query.render(grid.width), counts, grid, io),
        requests: grid => {
            const each = counts && newrelic_nrql_scopeOf(query.render(grid.width)) !== undefined ? 2 : 1;
            return each * (newrelic_adjoins(grid) ? (0,providers_grid/* runsOf */.ky)(grid, newrelic_mostSteps) : (0,providers_grid/* instantsOf */.GR)(grid)).length;
        },
        shares: connection.shares
    };
}
async function newrelic_measure(connection, nrql, counts, grid, io) {
    const asked = { connection, nrql, scope: counts ? newrelic_nrql_scopeOf(nrql) : undefined, counts };
    if (!newrelic_adjoins(grid)) {
        return windowByWindow(connection.endpoint, grid, at => measureRun(asked, { ...grid, first: at, last: at }, io));
    }
    const runs = (0,providers_grid/* runsOf */.ky)(grid, newrelic_mostSteps).map(run => measureRun(asked, run, io));
    return (0,providers_grid/* joinParts */.nn)(await Promise.all(runs), grid);
}
function newrelic_adjoins({ first, last, step, width }) {
    return width === step && step % 1000 === 0 && last > first;
}
async function measureRun(asked, run, io) {
    const { connection, nrql, scope, counts } = asked;
    const start = run.first - run.width;
    const ask = (text) => connection.ask(text, io);
    const steps = run.first === run.last ? '' : `\nTIMESERIES ${run.step / 1000} seconds`;
    const [answer, around] = await Promise.all([
        ask(`${newrelic_nrql_over(nrql, start, run.last)}${steps}`),
        scope === undefined ? undefined : ask(newrelic_nrql_over(scope, start, run.last))
    ]);
    return reading(connection.endpoint, answer.retries, () => {
        if (counts && widthOf(answer) > 1)
            throw new build_errors/* ProviderError */.mZ(twoNumbers(connection, answer));
        const series = newrelic_rows_seriesOf(answer, row => endOf(row, run));
        const part = newrelic_partOf(connection, answer, series, { ...run, first: start });
        return around === undefined ? part : newrelic_withScanned(part, around);
    });
}
function twoNumbers({ endpoint }, { retries }) {
    const sentence = 'answered with several numbers, where one count was asked for. Select one.';
    return failure(endpoint, 'invalid-query', sentence, retries);
}
/** Steps are laid backwards from the end of the window, so they are ours; they are told in seconds. */
function endOf(row, { first, last, step }) {
    const seconds = row['endTimeSeconds'];
    if (first === last || typeof seconds !== 'number')
        return last;
    const instant = first + Math.round((seconds * 1000 - first) / step) * step;
    return Math.abs(seconds * 1000 - instant) <= 1_000 ? instant : seconds * 1000;
}
/** `asked` reaches from the start of the window to its end. */
function newrelic_partOf({ endpoint }, answer, series, asked) {
    const notes = answer.messages.map(message => said(endpoint, message));
    const partial = notes.some(note => /partial|incomplete|timed? ?out|limit/i.test(note));
    const early = answer.begin === undefined ? 0 : asked.first - answer.begin;
    if (early > 1_000)
        notes.push(`New Relic looked ${Math.round(early / 1000)} s further back.`);
    const most = Math.min(metricStep, (asked.last - asked.first) / 10);
    return {
        series,
        complete: !partial && early <= Math.max(most, 1_000),
        notes,
        retries: answer.retries
    };
}
/** A count of nothing is 0 in NRQL, also where the name is wrong: then it is no answer. */
function newrelic_withScanned(part, around) {
    const series = newrelic_rows_seriesOf(around, () => 0);
    const scanned = Math.max(0, series[0]?.samples[0]?.value ?? 0);
    return { ...part, ...(scanned === 0 ? { series: [] } : {}), scanned };
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus-api.js



/** Every backend and gateway takes a query by GET; a longer one may not fit their limits for a URL. */
const prometheus_api_mostInUrl = 2_000;
/** Parameters that plain Prometheus ignores: no partial answers (Thanos), no cache, no shift (VictoriaMetrics). */
const always = { partial_response: 'false', nocache: '1', latency_offset: '1ms' };
async function prometheus_api_send(connection, path, parameters, io, heard) {
    const { endpoint, tokens } = connection;
    const sent = prometheus_api_asked(connection, path, parameters, io);
    heard.method = sent.method;
    const account = (response) => {
        heard.status = response.status;
        return prometheus_api_accountOf(response, tokens);
    };
    const { json, retries } = await askJson(endpoint, io, sent, account);
    return { answer: reading(endpoint, retries, () => readAnswer(json)), retries };
}
/** One query; a long one is sent again as GET where the backend takes no POST. */
async function prometheus_api_query(connection, path, parameters, io) {
    const heard = { status: 0, method: 'GET' };
    try {
        return await prometheus_api_send(connection, path, parameters, io, heard);
    }
    catch (error) {
        const { status, method } = heard;
        if (status === 405 && method === 'POST') {
            connection.long.method = 'GET';
            return prometheus_api_query(connection, path, parameters, io);
        }
        if (!(error instanceof build_errors/* ProviderError */.mZ) || status !== 422)
            throw error;
        if (!(await failsWithoutData(connection, parameters, io)))
            throw error;
        throw new build_errors/* ProviderError */.mZ({ ...error.failure, code: 'invalid-query' });
    }
}
function prometheus_api_asked(connection, path, parameters, io) {
    const form = new URLSearchParams({ ...parameters, ...always }).toString();
    const { headers, tokens } = connection;
    const login = tokens === undefined ? {} : { sign: () => tokens.header(io) };
    if (connection.long.method === 'GET' || form.length <= prometheus_api_mostInUrl) {
        return { method: 'GET', path: `${path}?${form}`, headers, ...login };
    }
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', path, headers: { ...headers, ...type }, body: form, ...login };
}
function prometheus_api_accountOf(response, tokens) {
    const { type, words } = readError(tokens?.hide(response.text) ?? response.text);
    return {
        ...(words === undefined ? {} : { words: type === undefined ? words : `${type}: ${words}` }),
        ...(type === 'bad_data' ? { code: 'invalid-query' } : {})
    };
}
/**
 * 422 is a query that failed while it ran, but VictoriaMetrics gives it for syntax errors, too. What
 * still fails at an instant without any data is wrong in itself.
 */
async function failsWithoutData(connection, parameters, io) {
    const { query: promql = '' } = parameters;
    const again = prometheus_api_asked(connection, '/api/v1/query', { query: promql, time: '1' }, io);
    const response = await ask(connection.endpoint, io, { ...again, once: true });
    return response.status === 422;
}
/**
 * Several queries as one, at one instant; undefined where it is refused for what it says, how long it is or how
 * it travels.
 */
async function sendUnion(connection, parameters, io) {
    const heard = { status: 0, method: 'GET' };
    try {
        return await prometheus_api_send(connection, '/api/v1/query', parameters, io, heard);
    }
    catch (error) {
        const { status, method } = heard;
        const byPost = method === 'POST' && [401, 403, 404, 405].includes(status);
        if (error instanceof build_errors/* ProviderError */.mZ && (byPost || ofTheQuery.has(status)))
            return undefined;
        throw error;
    }
}
/** Bad request, too large by POST or by GET, not processed, too much in the header. */
const ofTheQuery = new Set([400, 413, 414, 422, 431]);

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus-union.js
/** The label that tells whose series is whose. Nobody's own, and gone before anybody sees it. */
const mark = 'bakegate_query';
/**
 * Several queries as one. `label_replace` sets the mark whatever stands in it, and series that differ in it are
 * kept apart by `or`. A line break ends a comment.
 */
function prometheus_union_unionOf(queries) {
    return queries
        .map((promql, index) => `label_replace(\n${promql}\n, "${mark}", "${index}", "${mark}", ".*")`)
        .join(' or ');
}
/** What a union answered, query by query; undefined: it is no answer to a union of so many. */
function partedAnswers(answer, queries) {
    if (answer.type !== 'vector')
        return undefined;
    const parts = Array.from({ length: queries }, () => []);
    for (const { labels, samples } of answer.series) {
        const { [mark]: index = '', ...own } = labels;
        const part = /^\d{1,3}$/.test(index) ? parts[Number(index)] : undefined;
        if (part === undefined)
            return undefined;
        part.push({ labels: own, samples });
    }
    return parts.map(series => ({ ...answer, series }));
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus-together.js



/**
 * The questions of one check, those about one instant as a union.
 *
 * In a union nothing is what a query has that matches nothing, and what a gateway makes of a text that it does not
 * understand. So the first nothing of a query is asked for again, alone, which also tells how many series it looked at;
 * where it looked at some, so is every later one, since series can vanish.
 */
function createUnions(asking) {
    /** What alone had nothing as well, having looked at none or without a word about that. */
    const empties = new Map();
    const checked = async (instant, part, io, started) => {
        if (part instanceof build_errors/* ProviderError */.mZ || part.series.length > 0)
            return part;
        const known = empties.get(instant.of);
        if (known !== undefined)
            return { ...part, ...known };
        const left = asking.timeout - (io.clock.now() - started);
        const again = await settled(() => asking.alone(instant, io, left));
        if (again instanceof build_errors/* ProviderError */.mZ)
            return again;
        const { series, scanned } = again;
        if (series.length > 0)
            together.part();
        else if (scanned === undefined)
            empties.set(instant.of, {});
        else if (scanned === 0)
            empties.set(instant.of, { scanned });
        return { ...again, retries: part.retries + again.retries };
    };
    const together = createTogether({
        alone: asking.alone,
        timeout: asking.timeout,
        keyOf: ({ at }) => String(at),
        joined: async (instants, io) => {
            const started = io.clock.now();
            const parts = await unitedParts(asking, instants, io);
            const pairs = instants.flatMap((instant, index) => {
                const part = parts[index];
                return part === undefined ? [] : [checked(instant, part, io, started)];
            });
            return Promise.all(pairs);
        }
    });
    return together;
}
/** None: they have to be asked one by one. */
async function unitedParts({ send, partOf }, instants, io) {
    const at = instants[0]?.at ?? 0;
    const promql = prometheus_union_unionOf(instants.map(one => one.promql));
    const told = await settled(() => send({ promql, at }, io));
    if (told === undefined)
        return [];
    if (told instanceof build_errors/* ProviderError */.mZ)
        return instants.map(() => told);
    const parts = partedAnswers(told.answer, instants.length) ?? [];
    return parts.map((answer, index) => {
        const part = partOf({ answer, retries: toldOnce(told.retries, index) }, at);
        // The series that all of them looked at say nothing of one.
        const { scanned: _, ...rest } = part;
        return rest;
    });
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus.js











/** Prometheus refuses more points per series in one answer. */
const prometheus_mostPoints = 11_000;
const prometheus = {
    name: 'prometheus',
    summary: 'Prometheus and whatever speaks its query API (Thanos, Mimir, VictoriaMetrics, Grafana Cloud)',
    logs: false,
    kinds: ['ratio', 'query', 'count', 'firing'],
    language: 'promql',
    delay: 60_000,
    options: schemas/* strictObject */.rej({
        ...checkSyntax,
        tenant: schemas/* string */.YjP().min(1).optional().describe('Sent as X-Scope-OrgID (Mimir, Cortex)'),
        ...sigv4Option(['aps']),
        ...cloudLogin
    }),
    identity: options => sigv4Identity(options, 'aps') ?? cloudIdentity(options),
    connect: prometheus_connect
};
/** What a token of the cloud is for: the managed Prometheus of each. */
const scopes = {
    azure: 'https://prometheus.monitor.azure.com/.default',
    google: 'https://www.googleapis.com/auth/monitoring.read'
};
function prometheus_connect(endpoint) {
    const { tenant } = endpoint.options;
    const headers = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {};
    const tokens = loginOf(endpoint, scopes);
    const connection = { endpoint, tokens, headers, long: { method: 'POST' } };
    const forCheck = () => {
        const together = togetherOf(connection);
        return {
            source: question => {
                refuseTwoClouds(endpoint);
                return prometheus_sourceOf(connection, together, question);
            }
        };
    };
    return { ...forCheck(), forCheck };
}
function togetherOf(connection) {
    const { endpoint } = connection;
    return createUnions({
        alone: (instant, io, timeout) => askInstant({ ...connection, endpoint: { ...endpoint, timeout } }, instant, io),
        send: (instant, io) => sendUnion(connection, prometheus_parametersOf(instant), io),
        partOf: (reply, at) => prometheus_partOf(endpoint, reply, at),
        timeout: endpoint.timeout
    });
}
function refuseTwoClouds({ options }) {
    const clouds = ['sigv4', 'azure', 'google'].filter(name => options[name] !== undefined);
    if (clouds.length < 2)
        return;
    throw new Error(`Its endpoint logs in to ${clouds.join(' and ')}. Keep one.`);
}
function prometheus_sourceOf(connection, together, question) {
    const render = renderer(connection.endpoint, question);
    const holds = question.kind === 'value';
    return {
        pointInTime: question.kind === 'firing',
        describe: render,
        measure: (grid, io) => prometheus_measure(connection, together, { of: question, promql: render(grid.width), holds }, grid, io),
        requests: grid => (0,providers_grid/* runsOf */.ky)(grid, prometheus_mostPoints).length,
        shares: together.shares,
        keys: grid => (grid.first === grid.last ? [String(grid.first)] : undefined)
    };
}
function renderer(endpoint, question) {
    if (question.kind === 'firing') {
        const query = firingQuery(question.labels);
        return () => query;
    }
    const query = plainQuery(endpoint, question);
    if (question.kind === 'events' && !query.usesWindow) {
        throw new Error('A count over a window needs {{window}} in its query. Write increase(…[{{window}}]).');
    }
    return width => query.render(width);
}
/** No alert is no series; `or vector(0)` makes it the number it means. */
function firingQuery(labels) {
    const matchers = matchersOf({ ...labels, alertstate: 'firing' });
    return `count(ALERTS{${matchers.join(',')}}) or vector(0)`;
}
async function prometheus_measure(connection, together, { of, promql, holds }, grid, io) {
    const parts = [];
    for (const run of (0,providers_grid/* runsOf */.ky)(grid, prometheus_mostPoints)) {
        if (run.first === run.last) {
            parts.push(await together.ask({ of, promql, at: run.first }, io));
        }
        else {
            const part = await prometheus_range(connection, promql, run, io);
            parts.push(holds ? heldPart(part, run) : part);
        }
    }
    return (0,providers_grid/* joinParts */.nn)(parts, grid);
}
async function askInstant(connection, instant, io) {
    const reply = await prometheus_api_query(connection, '/api/v1/query', prometheus_parametersOf(instant), io);
    return prometheus_partOf(connection.endpoint, reply, instant.at);
}
function prometheus_parametersOf({ promql, at }) {
    return { query: promql, time: prometheus_seconds(at) };
}
function prometheus_partOf(endpoint, reply, at) {
    return prometheus_withScanned(instantPart(endpoint, reply, at), reply.answer);
}
async function prometheus_range(connection, promql, grid, io) {
    const parameters = {
        query: promql,
        start: prometheus_seconds(grid.first),
        end: prometheus_seconds(grid.last),
        step: prometheus_stepOf(grid.step)
    };
    const reply = await prometheus_api_query(connection, '/api/v1/query_range', parameters, io);
    return prometheus_withScanned(rangePart(connection.endpoint, reply, grid), reply.answer);
}
/** VictoriaMetrics counts the series that its selectors matched: none means a wrong name or label. */
function prometheus_withScanned(part, { body }) {
    const stats = field(body, 'stats');
    const fetched = isRecord(stats) ? numeric(field(stats, 'seriesFetched')) : undefined;
    return isCount(fetched) ? { ...part, scanned: fetched } : part;
}
/** Epoch seconds, whole milliseconds kept. */
function prometheus_seconds(at) {
    return String(at / 1000);
}
/**
 * Backends cut a fraction to whole milliseconds, downwards, and 2.01 in binary is a little less than it
 * says: every instant of the grid would come a millisecond earlier than the one before. A microsecond
 * more is cut off again.
 */
function prometheus_stepOf(step) {
    return step % 1000 === 0 ? prometheus_seconds(step) : (step / 1000 + 1e-6).toFixed(6);
}

;// CONCATENATED MODULE: ./.cache/build/providers/sentry-events.js




/** Sentry chooses longer steps where more are asked for. */
const sentry_events_mostSteps = 5_000;
/** How many events a search finds: a number a window, or a series of steps. */
async function countEvents(sentry, search, grid, io) {
    if (inSteps(grid)) {
        const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
        const parts = [];
        for (const run of (0,providers_grid/* runsOf */.ky)(aligned, sentry_events_mostSteps))
            parts.push(await sentry_events_steps(sentry, search, run, io));
        return (0,providers_grid/* joinParts */.nn)(parts, aligned);
    }
    return windowByWindow(sentry.endpoint, grid, at => sentry_events_window(sentry, search, at - grid.width, at, io));
}
function requestsForEvents(grid) {
    return inSteps(grid) ? (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), sentry_events_mostSteps).length : (0,providers_grid/* instantsOf */.GR)(grid).length;
}
/** GET, with what every question of the endpoint has in common. */
async function get({ endpoint, path, among }, resource, parameters, io) {
    const form = new URLSearchParams();
    for (const [name, value] of [...parameters, ...among])
        form.append(name, value);
    const asked = { method: 'GET', path: `${path}/${resource}/?${form.toString()}` };
    return askJson(endpoint, io, asked, sentry_events_accountOf);
}
/** As Sentry's documentation writes instants: UTC, without a zone. */
function sentry_events_instant(at) {
    return new Date(at).toISOString().slice(0, -1);
}
function sentry_events_accountOf({ status, text }) {
    const words = sentry_events_wordsOf(text);
    const missing = status === 404 ? ' Check the organization, the projects and the region.' : '';
    return {
        ...(words === undefined ? {} : { words: `${words}${missing}` }),
        ...(status === 400 ? { code: 'invalid-query' } : {}),
        remedy: "Check the endpoint's bearer-token, its scopes, and that it may see these projects."
    };
}
function sentry_events_wordsOf(text) {
    try {
        const json = JSON.parse(text);
        const detail = isRecord(json) ? field(json, 'detail') : undefined;
        if (isRecord(detail))
            return textField(detail, 'message');
        return typeof detail === 'string' ? detail : undefined;
    }
    catch {
        return undefined;
    }
}
async function sentry_events_window(sentry, search, start, end, io) {
    const parameters = [
        ['dataset', sentry.dataset],
        ['field', 'count()'],
        ['query', search],
        ['start', sentry_events_instant(start)],
        ['end', sentry_events_instant(end)],
        ['per_page', '1']
    ];
    const { json, retries } = await get(sentry, 'events', parameters, io);
    return reading(sentry.endpoint, retries, () => {
        const answer = record(json, 'the answer');
        const [row] = list(field(answer, 'data'), 'data');
        const value = row === undefined ? 0 : field(record(row, 'a row'), 'count()');
        if (!isCount(value))
            throw new UnexpectedShape('count() is not a number');
        const partial = isPartial(field(answer, 'meta'));
        return { ...sentry_events_partOf([{ at: end, value }], partial), retries };
    });
}
async function sentry_events_steps(sentry, search, run, io) {
    const parameters = [
        ['dataset', sentry.dataset],
        ['yAxis', 'count()'],
        ['query', search],
        ['start', sentry_events_instant(run.first - run.step)],
        ['end', sentry_events_instant(run.last)],
        ['interval', `${run.step / 1000}s`]
    ];
    const { json, retries } = await get(sentry, 'events-timeseries', parameters, io);
    return reading(sentry.endpoint, retries, () => {
        const all = list(field(record(json, 'the answer'), 'timeSeries'), 'timeSeries');
        const series = record(all[0] ?? {}, 'a series');
        const meta = field(series, 'meta');
        const interval = isRecord(meta) ? field(meta, 'interval') : undefined;
        const values = all.length === 0 ? [] : list(field(series, 'values'), 'values');
        const points = values.map(value => sentry_events_pointOf(value, run.step)).filter(({ at }) => at <= run.last);
        const kept = points.filter(({ incomplete }) => !incomplete);
        if (interval === undefined || interval === run.step) {
            return { ...sentry_events_partOf(kept, kept.length < points.length || isPartial(meta)), retries };
        }
        const note = 'Sentry answered with steps of another length than the one asked for.';
        return { series: [], complete: false, notes: [note], retries };
    });
}
/** Stamped with the start of its step. */
function sentry_events_pointOf(value, step) {
    const point = record(value, 'a value');
    const at = instantOf(field(point, 'timestamp'));
    const count = field(point, 'value');
    if (at === undefined)
        throw new UnexpectedShape('a timestamp is no instant');
    if (count !== null && !isCount(count))
        throw new UnexpectedShape('a value is no number');
    return { at: at + step, value: count ?? 0, incomplete: field(point, 'incomplete') === true };
}
function isPartial(meta) {
    return isRecord(meta) && field(meta, 'dataScanned') === 'partial';
}
function sentry_events_partOf(samples, partial) {
    const points = samples.map(({ at, value }) => ({ at, value }));
    return {
        series: [{ labels: {}, samples: points }],
        complete: !partial,
        notes: partial ? ['Sentry counted a part of the events only.'] : []
    };
}

;// CONCATENATED MODULE: ./.cache/build/providers/sentry-issues.js





/** The most that Sentry gives in one answer. */
const sentry_issues_pageSize = 100;
/** A thousand new issues are enough to know. */
const sentry_issues_mostPages = 10;
/** Issues named in the notes; the count says how many there are. */
const sentry_issues_mostNamed = 5;
/**
 * How many issues that a search finds were first seen in each window. They are listed once and told apart
 * here, so windows are exact however many there are.
 */
async function countIssues(sentry, search, grid, io) {
    const start = grid.first - grid.width;
    const { issues, complete, retries } = await listIssues(sentry, search, start, grid.last, io);
    const samples = (0,providers_grid/* instantsOf */.GR)(grid).map(at => ({
        at,
        value: issues.filter(({ firstSeen }) => firstSeen >= at - grid.width && firstSeen < at).length
    }));
    const inside = issues.filter(({ firstSeen }) => firstSeen >= start && firstSeen < grid.last);
    const notes = inside.slice(0, sentry_issues_mostNamed).map(sentry_issues_tell);
    return { series: [{ labels: {}, samples }], complete, notes, retries };
}
function sentry_issues_tell({ title, firstSeen }) {
    return `New since ${new Date(firstSeen).toISOString()}: ${quote(title, 120)}`;
}
async function listIssues(sentry, search, start, end, io) {
    const issues = new Map();
    let retries = 0;
    let cursor;
    for (let page = 0; page < sentry_issues_mostPages; page += 1) {
        const parameters = [
            ['query', `${search} firstSeen:>=${sentry_events_instant(start)} firstSeen:<${sentry_events_instant(end)}`.trim()],
            ['start', sentry_events_instant(start)],
            ['end', sentry_events_instant(end)],
            ['sort', 'new'],
            ['limit', String(sentry_issues_pageSize)],
            ...(cursor === undefined ? [] : [['cursor', cursor]])
        ];
        const { json, headers, retries: more } = await get(sentry, 'issues', parameters, io);
        retries += more;
        const read = reading(sentry.endpoint, more, () => list(json, 'the answer').map(readIssue));
        for (const [id, issue] of read)
            issues.set(id, issue);
        cursor = nextOf(headers['link']);
        if (cursor === undefined)
            return { issues: [...issues.values()], complete: true, retries };
    }
    return { issues: [...issues.values()], complete: false, retries };
}
function readIssue(value) {
    const issue = record(value, 'an issue');
    const firstSeen = Date.parse(textField(issue, 'firstSeen') ?? '');
    if (Number.isNaN(firstSeen))
        throw new UnexpectedShape('firstSeen is no instant');
    const title = textField(issue, 'title') ?? 'an issue';
    return [textField(issue, 'id') ?? title, { title, firstSeen }];
}
/** `<…>; rel="next"; results="true"; cursor="0:100:0"`: another page, where `results` says so. */
function nextOf(link = '') {
    const next = link.split(',').find(one => /rel="next"/.test(one) && /results="true"/.test(one));
    return /cursor="([^"]+)"/.exec(next ?? '')?.[1];
}

;// CONCATENATED MODULE: ./.cache/build/providers/sentry.js




const datasets = ['errors', 'issues', 'spans', 'logs'];
const sentry = {
    name: 'sentry',
    summary: 'Sentry: error events, spans and logs counted, and issues that are new',
    // Whoever has the DSN, which browsers do, can send events.
    logs: true,
    kinds: ['count', 'ratio'],
    language: 'sentry',
    delay: 60_000,
    options: schemas/* strictObject */.rej({
        region: schemas/* enum */.k5n(['us', 'de'])
            .optional()
            .describe('Where the organisation lives on sentry.io; `url` overrides it'),
        organization: schemas/* string */.YjP()
            .regex(/^[a-z0-9][a-z0-9_-]*$/, 'It is the slug in the address bar: small letters, digits, - and _.')
            .describe('Slug of the organisation'),
        projects: schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* int */.Whr().min(1), schemas/* string */.YjP().min(1)]))
            .min(1)
            .optional()
            .describe('Numbers or slugs of projects; default all'),
        environments: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1).optional().describe('Default all'),
        dataset: schemas/* enum */.k5n(datasets)
            .prefault('errors')
            .describe('What is counted; `issues` counts those first seen in the window. Default `errors`')
    }),
    address: ({ region }) => region === 'us' || region === 'de' ? `https://${region}.sentry.io` : undefined,
    cost: 'Queries cost nothing. Sentry limits requests by second and at a time; the answers say what is left.',
    connect: sentry_connect
};
function sentry_connect(endpoint) {
    const sentry = sentryOf(endpoint);
    return { source: question => sentry_sourceOf(sentry, question) };
}
function sentryOf(endpoint) {
    const { organization, projects, environments, dataset } = endpoint.options;
    return {
        endpoint,
        path: `/api/0/organizations/${String(organization)}`,
        dataset: typeof dataset === 'string' ? dataset : 'errors',
        among: [
            ...sentry_textsOf(projects).map(project => ['project', project]),
            ...sentry_textsOf(environments).map(environment => ['environment', environment])
        ]
    };
}
function sentry_textsOf(value) {
    return Array.isArray(value) ? value.map(String) : [];
}
function sentry_sourceOf(sentry, question) {
    if (question.kind !== 'events')
        throw cannotAsk(sentry.endpoint, question);
    const { query } = question;
    sentry_refuse(query, sentry.dataset);
    const count = sentry.dataset === 'issues' ? countIssues : countEvents;
    return {
        pointInTime: false,
        describe: width => `${sentry.dataset}: ${query.render(width).trim()}`,
        measure: (grid, io) => count(sentry, query.render(grid.width).trim(), grid, io),
        requests: grid => (sentry.dataset === 'issues' ? 1 : requestsForEvents(grid))
    };
}
function sentry_refuse(query, dataset) {
    if (query.usesWindow) {
        throw new Error('A search has no window in it; it is counted over each. Remove {{window}}.');
    }
    const seen = /(?:^|[\s(!])(firstSeen|lastSeen|timestamp|age):/.exec(query.text)?.[1];
    if (seen === undefined)
        return;
    throw new Error(`${seen}: is written by Bakegate, which asks ${dataset} for windows of its own. Remove it.`);
}

;// CONCATENATED MODULE: ./.cache/build/providers/splunk-search.js



const newer = '/services/search/v2/jobs';
const older = '/services/search/jobs';
function connectSplunk(endpoint) {
    return { endpoint, path: newer };
}
/**
 * Runs one search to its end in one request. Fails where a search peer fails: part of the events would look
 * like fewer events. https://help.splunk.com/en/splunk-enterprise/leverage-rest-apis/rest-api-reference
 */
async function splunk_search_search(splunk, question, io) {
    const { json, retries } = await splunk_search_post(splunk, question, io);
    return reading(splunk.endpoint, retries, () => readFound(splunk.endpoint, json, retries));
}
async function splunk_search_post(splunk, question, io) {
    const { spl, start, end } = question;
    const asked = {
        method: 'POST',
        path: splunk.path,
        headers: {
            'Content-Type': 'application/x-www-form-urlencoded',
            Accept: 'application/json'
        },
        body: new URLSearchParams({
            search: spl,
            exec_mode: 'oneshot',
            output_mode: 'json',
            earliest_time: splunk_search_seconds(start),
            latest_time: splunk_search_seconds(end),
            count: '0',
            adhoc_search_level: 'fast',
            allow_partial_results: 'false'
        }).toString()
    };
    let status = 0;
    const account = (response) => {
        status = response.status;
        return splunk_search_accountOf(response);
    };
    try {
        return await askJson(splunk.endpoint, io, asked, account);
    }
    catch (error) {
        if (status !== 404 || splunk.path === older)
            throw error;
        splunk.path = older;
        return splunk_search_post(splunk, question, io);
    }
}
/** Epoch seconds, milliseconds kept. */
function splunk_search_seconds(at) {
    return (at / 1000).toFixed(3);
}
function splunk_search_accountOf({ status, text }) {
    const messages = splunk_search_messagesOf(splunk_search_parsed(text));
    const words = messages.map(({ words }) => words).join(' ');
    const remedy = "Check the endpoint's bearer-token, and that its user may search, on the management port (8089).";
    return {
        ...(words === '' ? {} : { words }),
        ...(status === 400 ? { code: 'invalid-query' } : {}),
        remedy
    };
}
function splunk_search_parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function splunk_search_messagesOf(json) {
    const messages = isRecord(json) ? field(json, 'messages') : undefined;
    if (!Array.isArray(messages))
        return [];
    return messages.filter(isRecord).map(message => ({
        type: textField(message, 'type') ?? '',
        words: textField(message, 'text') ?? 'a message without words'
    }));
}
/** A search that failed may be told with status 200, beside no rows at all. */
function readFound(endpoint, json, retries) {
    const answer = record(json, 'the answer');
    const messages = splunk_search_messagesOf(answer);
    const failed = messages.filter(({ type }) => type === 'FATAL' || type === 'ERROR');
    if (failed.length > 0) {
        const words = failed.map(message => message.words).join(' ');
        const sentence = `answered: ${said(endpoint, words)}`;
        throw new build_errors/* ProviderError */.mZ(failure(endpoint, splunk_search_codeOf(words), sentence, retries));
    }
    const fields = field(answer, 'fields');
    const grouped = (Array.isArray(fields) ? fields : [])
        .filter(isRecord)
        .filter(one => field(one, 'groupby_rank') !== undefined);
    const notes = messages
        .filter(({ type }) => type === 'WARN')
        .map(({ words }) => said(endpoint, words));
    const isPreview = field(answer, 'preview') === true;
    return {
        rows: list(field(answer, 'results'), 'results').map(row => record(row, 'a result')),
        groups: new Set(grouped.flatMap(one => textField(one, 'name') ?? [])),
        complete: !isPreview && !notes.some(note => splunk_search_missing.test(note)),
        notes,
        retries
    };
}
/** Warnings are mostly advice; these say that something is not there. */
const splunk_search_missing = /incomplete|partial|timed? ?out|truncat|limit|exceed|peer|unable|fail/i;
function splunk_search_codeOf(words) {
    if (/maximum number of concurrent|quota/i.test(words))
        return 'rate-limited';
    return /^(Error in|Unknown search command|Unable to parse|Unbalanced|Mismatched)/i.test(words)
        ? 'invalid-query'
        : 'provider-error';
}

;// CONCATENATED MODULE: ./.cache/build/providers/splunk-spl.js
/** SPL as text: what a check may write, and what is added to it. */
/** Commands that make a table out of events. */
const transforming = /\|\s*(stats|tstats|mstats|timechart|chart|top|rare|table|transaction|eventcount|metadata|head|tail|sort|dedup)\b/i;
/** Throws a plain Error for the user. */
function splunk_spl_refuseTimes(spl) {
    const outlined = splunk_spl_outline(spl);
    const time = /(?:^|[\s[(|])(earliest|latest|_index_earliest|_index_latest)\s*=/i.exec(outlined)?.[1];
    if (time !== undefined) {
        throw new Error(`${time}= is given by Bakegate, which asks for windows of its own. Remove it.`);
    }
    const command = writing.exec(outlined)?.[1];
    if (command === undefined)
        return;
    throw new Error(`The command ${command} changes something. A check only reads: remove it.`);
}
/** A search that a check could misuse to write, send or run something. */
const writing = /\|\s*(collect|mcollect|meventcollect|outputlookup|outputcsv|sendemail|sendalert|delete|script|run|dump|tscollect)\b/i;
/** Events are counted as they are found. Throws a plain Error for the user. */
function refuseTables(spl) {
    splunk_spl_refuseTimes(spl);
    const command = transforming.exec(splunk_spl_outline(spl))?.[1];
    if (command === undefined)
        return;
    throw new Error(`${command} has no place in a search whose events are counted or read. End the search with its filters.`);
}
/** The REST API takes the command that other doors put before a search. */
function splunk_spl_whole(spl) {
    const text = spl.trim();
    return /^(\||search\s)/i.test(text) ? text : `search ${text}`;
}
function splunk_spl_counted(spl) {
    return `${splunk_spl_whole(spl)}\n| stats count${besides(spl)}`;
}
/** Counted by steps on multiples of their length, each named by its start in epoch seconds. */
function splunk_spl_countedBySteps(spl, step) {
    const seconds = step / 1000;
    return `${splunk_spl_whole(spl)}\n| eval step=floor(_time/${seconds})*${seconds}\n| stats count by step${besides(spl)}`;
}
function splunk_spl_newest(spl, most) {
    return `${splunk_spl_whole(spl)}\n| head ${most}`;
}
/**
 * A count of all events from the same place, out of the index alone: what has none of those either is a wrong
 * name, not good news.
 */
function besides(spl) {
    const scope = splunk_spl_scopeOf(spl);
    return scope === undefined ? '' : `\n| append [| tstats count as scanned where ${scope}]`;
}
/** The part of a search that says where its events are. undefined: it is more than a list of terms. */
function splunk_spl_scopeOf(spl) {
    const outlined = splunk_spl_outline(spl);
    const pipe = outlined.indexOf('|');
    const length = pipe < 0 ? spl.length : pipe;
    if (/[()[\]]|\b(OR|NOT)\b/.test(outlined.slice(0, length)))
        return undefined;
    const terms = spl.slice(0, length).match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? [];
    const places = terms.filter(term => /^(index|sourcetype|source|host)=[^=]/.test(term));
    return places.some(term => term.startsWith('index=')) ? places.join(' ') : undefined;
}
/** The search with what is quoted or commented blanked out, character by character. */
function splunk_spl_outline(spl) {
    return spl.replace(/```[\s\S]*?```|"(?:\\.|[^"\\])*"/g, text => ' '.repeat(text.length));
}

;// CONCATENATED MODULE: ./.cache/build/providers/splunk-lines.js







/** Splunk gives 50,000 rows by default, whatever is asked for. */
const splunk_lines_mostRows = 50_000;
const splunk_lines_streamFields = ['host', 'source', 'sourcetype'];
/** Events by SPL, the newest first as Splunk finds them, in one answer. */
function splunk_lines_linesSource(connection, query) {
    const spl = query.render(60_000);
    refuseTables(spl);
    return {
        ...splunk_lines_sourceOf(connection, spl),
        containing: literal => holding(connection.endpoint, literal, containing_piecesOf(literal), pieces => splunk_lines_sourceOf(connection, `${spl.trim()}\n| where like(_raw, "%${pieces.join('%')}%")`))
    };
}
function splunk_lines_sourceOf(connection, spl) {
    return {
        describe: () => spl,
        fetch: (window, most, io) => splunk_lines_fetchLines(connection, spl, window, most, io)
    };
}
async function splunk_lines_fetchLines(connection, spl, { start, end }, most, io) {
    const wanted = Math.min(splunk_lines_mostRows, most + 1);
    const found = await splunk_search_search(connection, { spl: splunk_spl_newest(spl, wanted), start, end }, io);
    const { retries, rows, notes, complete } = found;
    const all = reading(connection.endpoint, retries, () => rows.map(splunk_lines_readLine));
    const inside = all.filter(({ at }) => at >= start && at < end);
    const cut = inside.length > most || (rows.length >= wanted && wanted === splunk_lines_mostRows);
    return { lines: newestOf(inside, most), complete: complete && !cut, notes, retries };
}
function splunk_lines_readLine(row) {
    const at = Date.parse(textField(row, '_time') ?? '');
    if (Number.isNaN(at))
        throw new UnexpectedShape('_time is no instant');
    const own = Object.entries(row).filter(([name]) => !name.startsWith('_'));
    const stream = splunk_lines_streamFields.flatMap(name => {
        const value = textField(row, name);
        return value === undefined ? [] : [[name, value]];
    });
    const text = textField(row, '_raw') ?? JSON.stringify(Object.fromEntries(own));
    return { at, text, stream: Object.fromEntries(stream), fields: flatten(Object.fromEntries(own)) };
}

;// CONCATENATED MODULE: ./.cache/build/providers/splunk.js








/** Splunk gives 50,000 rows by default. */
const splunk_mostSteps = 10_000;
const splunk = {
    name: 'splunk',
    summary: 'Splunk Enterprise and Cloud: events searched, counted and computed by SPL',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'spl',
    delay: 60_000,
    options: schemas/* strictObject */.rej({}),
    cost: 'Where ingested data is billed, searches cost nothing; where workload is billed, they cost compute. A role runs few searches at a time (srchJobsQuota).',
    connect: splunk_connect
};
function splunk_connect(endpoint) {
    const connection = connectSplunk(endpoint);
    return {
        source: question => splunk_sourceOf(connection, question),
        lines: query => splunk_lines_linesSource(connection, query)
    };
}
function splunk_sourceOf(connection, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(connection.endpoint, question);
            splunk_spl_refuseTimes(question.query.render(60_000));
            return {
                ...splunk_source(question.query, (spl, grid, io) => splunk_values(connection, spl, grid, io)),
                requests: grid => (0,providers_grid/* instantsOf */.GR)(grid).length
            };
        case 'events':
            refuseTables(question.query.render(60_000));
            return {
                ...splunk_source(question.query, (spl, grid, io) => splunk_counts(connection, spl, grid, io)),
                requests: grid => (inSteps(grid) ? (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), splunk_mostSteps) : (0,providers_grid/* instantsOf */.GR)(grid)).length
            };
        case 'firing':
        case 'probe':
            throw cannotAsk(connection.endpoint, question);
    }
}
function splunk_source(query, measure) {
    return {
        pointInTime: false,
        describe: width => query.render(width),
        measure: (grid, io) => measure(query.render(grid.width), grid, io)
    };
}
async function splunk_values(connection, spl, grid, io) {
    return windowByWindow(connection.endpoint, grid, async (at) => {
        const question = { spl: splunk_spl_whole(spl), start: at - grid.width, end: at };
        const found = await splunk_search_search(connection, question, io);
        const read = () => found.rows.flatMap(row => splunk_seriesOf(row, found.groups, at));
        return { ...aboutOf(found), series: reading(connection.endpoint, found.retries, read) };
    });
}
async function splunk_counts(connection, spl, grid, io) {
    if (inSteps(grid)) {
        return splunk_countSteps(connection, spl, grid, io);
    }
    return windowByWindow(connection.endpoint, grid, async (at) => {
        const question = { spl: splunk_spl_counted(spl), start: at - grid.width, end: at };
        const found = await splunk_search_search(connection, question, io);
        return countedPart(connection, spl, found, () => at, [at]);
    });
}
/** Steps without an event are not told: they are 0 where the place of the search has any. */
async function splunk_countSteps(connection, spl, grid, io) {
    const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
    const parts = [];
    for (const run of (0,providers_grid/* runsOf */.ky)(aligned, splunk_mostSteps)) {
        const question = {
            spl: splunk_spl_countedBySteps(spl, run.step),
            start: run.first - run.step,
            end: run.last
        };
        const found = await splunk_search_search(connection, question, io);
        const endOf = (row) => splunk_numberOf(row, 'step') * 1000 + run.step;
        parts.push(countedPart(connection, spl, found, endOf, (0,providers_grid/* instantsOf */.GR)(run)));
    }
    return (0,providers_grid/* joinParts */.nn)(parts, aligned);
}
function countedPart({ endpoint }, spl, found, endOf, instants) {
    return reading(endpoint, found.retries, () => {
        const told = found.rows.filter(row => field(row, 'count') !== undefined);
        const beside = found.rows.find(row => field(row, 'scanned') !== undefined);
        const scanned = beside === undefined ? undefined : splunk_numberOf(beside, 'scanned');
        const about = aboutOf(found);
        if (scanned === 0)
            return { ...about, series: [], scanned };
        const complete = about.complete && (scanned !== undefined || splunk_spl_scopeOf(spl) === undefined);
        const values = new Map(told.map(row => [endOf(row), splunk_numberOf(row, 'count')]));
        const samples = instants.map(at => ({ at, value: values.get(at) ?? 0 }));
        const series = [{ labels: {}, samples }];
        return { ...about, complete, series, ...(scanned === undefined ? {} : { scanned }) };
    });
}
function aboutOf({ complete, notes, retries }) {
    return { complete, notes, retries };
}
/** What the rows are grouped by names the series, and so does what is no number. */
function splunk_seriesOf(row, groups, at) {
    const cells = Object.entries(row).filter(([name]) => !name.startsWith('_'));
    const numbers = cells.flatMap(([name, value]) => {
        const number = groups.has(name) ? undefined : numeric(value);
        return number === undefined ? [] : [[name, number]];
    });
    const names = new Set(numbers.map(([name]) => name));
    const labels = Object.fromEntries(cells.flatMap(([name, value]) => names.has(name) || typeof value !== 'string' || value === '' ? [] : [[name, value]]));
    return numbers.map(([name, value]) => ({
        labels: numbers.length > 1 ? { ...labels, value: name } : labels,
        samples: [{ at, value }]
    }));
}
function splunk_numberOf(row, name) {
    const number = numeric(field(row, name));
    if (!isCount(number))
        throw new UnexpectedShape(`${name} is not a number`);
    return number;
}

;// CONCATENATED MODULE: ./.cache/build/providers/logsql.js

const logsql_texts = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`/g;
/**
 * Whether a query is one filter, which means the same between brackets as alone: no pipe, also of a query within,
 * and no word about time.
 */
function isFilter(query) {
    const plain = query.replace(logsql_texts, blank);
    if (query.trim() === '' || /["'`|]|\b_time\b/.test(plain))
        return false;
    try {
        withoutBrackets(plain);
        return true;
    }
    catch {
        return false;
    }
}
/** What would narrow a window, or count a part of it, whatever is asked. Texts, comments and groups aside. */
const narrows = /(?<![\w.-])_time\s*:|\|\s*(?:limit|head|offset|skip|sample)\b/;
const grouping = /\bby\s*\([^()]*\)/g;
/** Throws a plain Error for the user. */
function refuseWindows(query) {
    const plain = query
        .replace(logsql_texts, blank)
        .replace(/#[^\n]*/g, blank)
        .replace(grouping, blank);
    const found = narrows.exec(plain);
    if (found === null)
        return;
    const word = found[0].replace(/\s+/g, ' ');
    throw new Error(`\`${word}\` at character ${found.index + 1}: Bakegate asks for windows of its own, and counts all of them. Remove it.`);
}
/** A query with a pipe behind it, on a line of its own where a comment might swallow it. */
function piped(query, pipe) {
    return `${query}${query.includes('#') ? '\n' : ' '}| ${pipe}`;
}
/** `_time:[…)`: the start included and the end not, in every version. */
function timeFilter({ start, end }) {
    return `_time:[${new Date(start).toISOString()}, ${new Date(end).toISOString()})`;
}
/** Several counts as one query, over all their windows together. A line break ends a comment. */
function countsOf(all) {
    const filters = [...new Set(all.map(({ filter }) => `(\n${filter}\n)`))].join(' or ');
    const counts = all.map(({ filter, window }, index) => `count() if (${timeFilter(window)} (\n${filter}\n)) as ${nameOf(index)}`);
    return `${filters} | stats ${counts.join(', ')}`;
}
/** From the start of the first window to the end of the last. */
function logsql_spanOf(all) {
    return {
        start: Math.min(...all.map(({ window }) => window.start)),
        end: Math.max(...all.map(({ window }) => window.end))
    };
}
/** What each of so many counts was answered; undefined: it is not told. */
function countedIn(answer, counts) {
    return Array.from({ length: counts }, (_, index) => {
        const series = answer.series.filter(({ labels }) => labels['__name__'] === nameOf(index));
        const unnamed = series.map(({ samples }) => ({ labels: {}, samples }));
        return series.length === 1 ? { ...answer, series: unnamed } : undefined;
    });
}
function nameOf(index) {
    return `bakegate_${index}`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/victorialogs-lines.js




/** 100 000 lines of 600 bytes with their fields; what is larger is asked for in smaller parts. */
const mostBytes = 96 * 1024 * 1024;
/**
 * The lines of a LogsQL filter, pipes included, by `/select/logsql/query`: one JSON object a line. One line
 * more than wanted is asked for, which tells whether there are more.
 */
function victorialogs_lines_linesOf(connection, query) {
    const logsql = query.render(0).trim();
    refuseWindows(logsql);
    return victorialogs_lines_lineSource(connection, logsql);
}
function victorialogs_lines_lineSource(connection, logsql) {
    return {
        describe: () => logsql,
        fetch: (window, most, io) => victorialogs_lines_fetchLines(connection, logsql, window, most, io),
        containing: literal => victorialogs_lines_lineSource(connection, piped(logsql, `filter _msg:~${JSON.stringify(escaped(literal))}`))
    };
}
/** A regular expression that matches this text only. Words would do, were all literals made of whole words. */
function escaped(literal) {
    return literal.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
async function victorialogs_lines_fetchLines({ endpoint, headers, windowOf, accountOf }, logsql, window, most, io) {
    const form = { query: logsql, limit: String(most + 1), ...windowOf(window.start, window.end) };
    const response = await ask(endpoint, io, {
        method: 'POST',
        path: '/select/logsql/query',
        headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
        maxBytes: mostBytes
    });
    if (response.status < 200 || response.status >= 300) {
        throw new build_errors/* ProviderError */.mZ(failureOf(endpoint, response, accountOf(response)));
    }
    const rows = inOrder(readRows(endpoint, response, window));
    const complete = rows.length <= most;
    return {
        lines: complete ? rows : rows.slice(-most),
        complete,
        notes: [],
        retries: response.retries
    };
}
function inOrder({ lines, rests }) {
    const compare = (a, b) => (lines[a]?.at ?? 0) - (lines[b]?.at ?? 0) || (rests[a] ?? 0) - (rests[b] ?? 0);
    if (!lines.some((_, index) => index > 0 && compare(index - 1, index) > 0))
        return lines;
    return [...lines.keys()].sort(compare).flatMap(index => lines[index] ?? []);
}
/** The rows in the window. */
function readRows(endpoint, response, window) {
    const streams = new Map();
    const rows = { lines: [], rests: [] };
    const { text } = response;
    // Line by line: the whole answer cut up beside itself would take its memory twice.
    for (let start = 0; start < text.length;) {
        const newline = text.indexOf('\n', start);
        const end = newline < 0 ? text.length : newline;
        if (end > start && !addRow(rows, text.slice(start, end), streams, window)) {
            throw new build_errors/* ProviderError */.mZ(notRows(endpoint, response));
        }
        start = end + 1;
    }
    return rows;
}
/** Fields that are not the application's own. */
const OWN = new Set(['_time', '_msg', '_stream', '_stream_id']);
const NO_FIELDS = {};
/** Whether it is a row. */
function addRow(rows, text, streams, window) {
    const row = parse(text);
    const time = row?.['_time'];
    const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    if (row === undefined || typeof time !== 'string' || Number.isNaN(at))
        return false;
    if (at < window.start || at >= window.end)
        return true;
    const name = victorialogs_lines_textOf(row['_stream']);
    const stream = streams.get(name) ?? { _stream: name };
    streams.set(name, stream);
    rows.lines.push({ at, text: victorialogs_lines_textOf(row['_msg']), stream, fields: victorialogs_lines_fieldsOf(row) });
    rows.rests.push(Number(/\.\d{3}(\d{1,6})/.exec(time)?.[1]?.padEnd(6, '0') ?? 0));
    return true;
}
function victorialogs_lines_fieldsOf(row) {
    const names = Object.keys(row).filter(key => !OWN.has(key));
    if (names.length === 0)
        return NO_FIELDS;
    return Object.fromEntries(names.map(key => [key, victorialogs_lines_textOf(row[key])]));
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return isRecord(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function victorialogs_lines_textOf(value) {
    return typeof value === 'string' ? value : '';
}
function notRows(endpoint, { retries }) {
    const sentence = 'answered with something that is not log lines. Check that the url is the API, and that the query ends in no stats pipe.';
    return failure(endpoint, 'not-json', sentence, retries);
}

;// CONCATENATED MODULE: ./.cache/build/providers/victorialogs.js










/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const victorialogs_mostExact = 12;
/** Overlapping windows cannot be asked together, so there is an end to them. */
const victorialogs_mostWindows = 120;
const victorialogs_mostPoints = 11_000;
const victorialogs = {
    name: 'victorialogs',
    summary: 'VictoriaLogs: log lines counted by LogsQL, and read for their signatures',
    logs: true,
    kinds: ['count', 'ratio', 'query', 'logs'],
    language: 'logsql',
    delay: 30_000,
    options: schemas/* strictObject */.rej({
        'account-id': schemas/* int */.Whr().min(0).optional().describe('Tenant: sent as AccountID'),
        'project-id': schemas/* int */.Whr().min(0).optional().describe('Tenant: sent as ProjectID')
    }),
    connect: victorialogs_connect
};
function victorialogs_connect(endpoint) {
    const connection = { endpoint, headers: tenantOf(endpoint) };
    const forCheck = () => {
        const together = createTogether({
            alone: ({ filter, window }, io, timeout) => victorialogs_oneWindow({ ...connection, endpoint: { ...endpoint, timeout } }, victorialogs_countOf(filter), window, io),
            joined: (all, io) => countTogether(connection, all, io),
            timeout: endpoint.timeout
        });
        return {
            source: question => victorialogs_sourceOf(connection, together, question),
            lines: query => victorialogs_lines_linesOf({ ...connection, windowOf: victorialogs_windowOf, accountOf: victorialogs_accountOf }, query)
        };
    };
    return { ...forCheck(), forCheck };
}
function tenantOf({ options }) {
    const { 'account-id': account, 'project-id': project } = options;
    return {
        ...(typeof account === 'number' ? { AccountID: String(account) } : {}),
        ...(typeof project === 'number' ? { ProjectID: String(project) } : {})
    };
}
function victorialogs_sourceOf(connection, together, question) {
    const asking = victorialogs_askingOf(connection.endpoint, question);
    const { filter } = asking;
    const ask = (window, io) => filter === undefined
        ? victorialogs_oneWindow(connection, asking.render(window.end - window.start), window, io)
        : together.ask({ filter, window }, io);
    return {
        pointInTime: false,
        describe: asking.render,
        measure: (grid, io) => victorialogs_measure(connection, asking, ask, grid, io),
        requests: grid => (isInSteps(grid) ? (0,providers_grid/* runsOf */.ky)((0,providers_grid/* alignedTo */.IA)(grid), victorialogs_mostPoints) : (0,providers_grid/* instantsOf */.GR)(grid)).length,
        ...(filter === undefined
            ? {}
            : {
                shares: together.shares,
                keys: grid => (isInSteps(grid) ? undefined : (0,providers_grid/* instantsOf */.GR)(grid).map(() => ''))
            })
    };
}
function isInSteps(grid) {
    return (0,providers_grid/* instantsOf */.GR)(grid).length > victorialogs_mostExact && grid.width === grid.step;
}
function victorialogs_askingOf(endpoint, question) {
    const query = plainQuery(endpoint, question);
    if (question.kind !== 'events' || query.usesWindow) {
        return { render: width => query.render(width), counts: false };
    }
    const filter = query.render(0).trim();
    refuseWindows(filter);
    return {
        render: () => victorialogs_countOf(filter),
        counts: true,
        ...(isFilter(filter) ? { filter } : {})
    };
}
function victorialogs_countOf(filter) {
    return piped(filter, 'stats count() as value');
}
async function victorialogs_measure(connection, asking, ask, grid, io) {
    if (isInSteps(grid))
        return victorialogs_adjoiningSteps(connection, asking, grid, io);
    const instants = (0,providers_grid/* instantsOf */.GR)(grid);
    if (instants.length > victorialogs_mostWindows)
        throw tooManyOverlapping(connection.endpoint, victorialogs_mostWindows);
    const windows = instants.map(end => ({ start: end - grid.width, end }));
    return (0,providers_grid/* joinParts */.nn)(await Promise.all(windows.map(window => ask(window, io))), grid);
}
async function victorialogs_oneWindow(connection, logsql, { start, end }, io) {
    const parameters = { query: logsql, time: nanoseconds(end), ...victorialogs_windowOf(start, end) };
    const { answer, retries } = await victorialogs_query(connection, 'stats_query', parameters, io);
    return instantPart(connection.endpoint, { answer: unnamed(answer), retries }, end);
}
/** Counts of filters over whatever windows, in one request. */
async function countTogether(connection, all, io) {
    const { start, end } = logsql_spanOf(all);
    const parameters = { query: countsOf(all), time: nanoseconds(end), ...victorialogs_windowOf(start, end) };
    const { answer, retries } = await victorialogs_query(connection, 'stats_query', parameters, io);
    return countedIn(answer, all.length).map((own, index) => {
        if (own === undefined)
            return undefined;
        const reply = { answer: own, retries: toldOnce(retries, index) };
        const part = instantPart(connection.endpoint, reply, end);
        return { ...part, series: part.series.map(series => endingAt(series, all[index]?.window.end)) };
    });
}
function endingAt({ labels, samples }, end = 0) {
    return { labels, samples: samples.map(({ value }) => ({ at: end, value })) };
}
/**
 * Steps side by side, in one request. VictoriaLogs lays them on multiples of the step and stamps each
 * with its start; ours are stamped with their end, and those cut by an edge are left out.
 */
async function victorialogs_adjoiningSteps(connection, asking, grid, io) {
    const parts = [];
    const aligned = (0,providers_grid/* alignedTo */.IA)(grid);
    for (const run of (0,providers_grid/* runsOf */.ky)(aligned, victorialogs_mostPoints)) {
        const parameters = {
            query: asking.render(grid.width),
            step: `${grid.step}ms`,
            ...victorialogs_windowOf(run.first - grid.width, run.last)
        };
        const reply = await victorialogs_query(connection, 'stats_query_range', parameters, io);
        const answer = unnamed(reply.answer);
        const part = rangePart(connection.endpoint, { ...reply, answer }, run);
        const ended = part.series.map(series => endStamped(series, run));
        parts.push({ ...part, series: asking.counts ? withEveryStep(ended, run) : ended });
    }
    return (0,providers_grid/* joinParts */.nn)(parts, aligned);
}
/** A step without a line is left out of the answer, while a single window counts 0. */
function withEveryStep(series, run) {
    const known = series.length === 0 ? [{ labels: {}, samples: [] }] : series;
    return known.map(({ labels, samples }) => ({
        labels,
        samples: (0,providers_grid/* withZeros */.cl)(samples, (0,providers_grid/* instantsOf */.GR)(run))
    }));
}
function endStamped({ labels, samples }, run) {
    return { labels, samples: samples.map(({ at, value }) => ({ at: at + run.step, value })) };
}
/**
 * [start, end) in every version: older ones take `end` as included, and only the filter is exact there.
 */
function victorialogs_windowOf(start, end) {
    return {
        start: nanoseconds(start),
        end: nanoseconds(end),
        extra_filters: timeFilter({ start, end })
    };
}
async function victorialogs_query({ endpoint, headers }, path, parameters, io) {
    const asked = {
        method: 'POST',
        path: `/select/logsql/${path}`,
        headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(parameters).toString()
    };
    const { json, retries } = await askJson(endpoint, io, asked, victorialogs_accountOf);
    return { answer: reading(endpoint, retries, () => readAnswer(json)), retries };
}
/** `__name__` is the alias of the stats function: without meaning where there is one. */
function unnamed(answer) {
    const names = new Set(answer.series.map(({ labels }) => labels['__name__']));
    if (names.size > 1)
        return answer;
    const series = answer.series.map(({ labels, samples }) => {
        const kept = Object.entries(labels).filter(([name]) => name !== '__name__');
        return { labels: Object.fromEntries(kept), samples };
    });
    return { ...answer, series };
}
/** 422 is a query that cannot be run, whatever the data. */
function victorialogs_accountOf({ status, text }) {
    const words = readError(text).words ?? text;
    return { words, ...(status === 400 || status === 422 ? { code: 'invalid-query' } : {}) };
}

;// CONCATENATED MODULE: ./.cache/build/providers/index.js





















/** Every kind of backend, in the order of the documentation. */
const providers = [
    prometheus,
    loki,
    elasticsearch,
    victorialogs,
    influxdb,
    influxdbFlux,
    influxdbSql,
    graphite,
    cloudwatch,
    cloudwatchLogs,
    googleLogging,
    azureLogs,
    http,
    alertmanager,
    datadog,
    datadogLogs,
    newrelic,
    sentry,
    dynatrace,
    splunk,
    honeycomb
];

;// CONCATENATED MODULE: ./.cache/build/rollback/either-token.js

/**
 * GitHub by the first token, and by the second where the first has expired: an App's token lives an hour, and a
 * bake with its rollback may take longer. 401 says that nothing was done, so even a dispatch may be sent again.
 */
function eitherToken(first, second) {
    if (first === second)
        return first;
    const orElse = (ask) => async (...args) => {
        try {
            return await ask(first, ...args);
        }
        catch (error) {
            if (!(error instanceof build_errors/* GitHubError */.y_) || error.status !== 401)
                throw error;
            return ask(second, ...args);
        }
    };
    return {
        skew: () => first.skew() ?? second.skew(),
        requests: () => first.requests() + second.requests(),
        repository: orElse(github => github.repository()),
        file: orElse((github, path, ref) => github.file(path, ref)),
        pullRequestsOf: orElse((github, sha) => github.pullRequestsOf(sha)),
        tagCommit: orElse((github, tag) => github.tagCommit(tag)),
        tagsOf: orElse((github, sha) => github.tagsOf(sha)),
        commit: orElse((github, ref) => github.commit(ref)),
        filesOf: orElse((github, sha) => github.filesOf(sha)),
        deployments: orElse((github, environment, limit) => github.deployments(environment, limit)),
        deploymentStatuses: orElse((github, id) => github.deploymentStatuses(id)),
        releases: orElse(github => github.releases()),
        compare: orElse((github, base, head) => github.compare(base, head)),
        commitsBetween: orElse((github, base, head, page) => github.commitsBetween(base, head, page)),
        commitsTouching: orElse((github, path, head) => github.commitsTouching(path, head)),
        statuses: orElse((github, sha) => github.statuses(sha)),
        createStatus: orElse((github, sha, status) => github.createStatus(sha, status)),
        workflow: orElse((github, file) => github.workflow(file)),
        dispatch: orElse((github, workflow, ref, inputs) => github.dispatch(workflow, ref, inputs)),
        run: orElse((github, id) => github.run(id)),
        dispatchedRuns: orElse((github, workflow, since) => github.dispatchedRuns(workflow, since)),
        comments: orElse((github, issue) => github.comments(issue)),
        createComment: orElse((github, issue, body) => github.createComment(issue, body)),
        updateComment: orElse((github, id, body) => github.updateComment(id, body)),
        deleteComment: orElse((github, id) => github.deleteComment(id)),
        issues: orElse((github, label) => github.issues(label)),
        createIssue: orElse((github, title, body, labels) => github.createIssue(title, body, labels)),
        updateIssue: orElse((github, number, title, body) => github.updateIssue(number, title, body))
    };
}

// EXTERNAL MODULE: ./.cache/build/rollback/evidence.js
var evidence = __webpack_require__(6963);
// EXTERNAL MODULE: ./.cache/build/rollback/tag.js
var tag = __webpack_require__(3816);
;// CONCATENATED MODULE: ./.cache/build/rollback/live.js



/** Deployments that are looked at: each costs a request. */
const live_lookedAt = 5;
/**
 * The commit that runs in an environment: its newest deployment that ever succeeded (GitHub turns earlier
 * successes inactive). undefined: no deployment says so. A person who asks for a rollback by hand speaks of
 * this commit, whatever the branch is that the workflow runs on.
 *
 * A deployment made by the rollback workflow names the tip of that branch; with `rollback` it counts for the
 * one release tag in its run's title.
 */
async function liveCommit(github, environment, rollback, warn = () => undefined) {
    try {
        for (const { id, sha, createdAt } of await github.deployments(environment, live_lookedAt)) {
            const history = await github.deploymentStatuses(id);
            if (!history.some(({ state }) => state === 'success'))
                continue;
            const title = rollback && (await rollbackTitle(github, rollback.workflow, history, createdAt));
            return rollback === undefined || title === undefined
                ? sha
                : await rolledBackTo(github, title, rollback.tagPattern);
        }
        return undefined;
    }
    catch (error) {
        if (!(error instanceof build_errors/* GitHubError */.y_))
            throw error;
        warn(`What is live in ${environment} is not known. ${error.message}`);
        return undefined;
    }
}
/** The title of the rollback run that made a deployment; undefined: another workflow made it. */
async function rollbackTitle(github, workflow, history, createdAt) {
    // Its run is older than the deployment, by a day at most where it waited for an approval.
    const runs = await github.dispatchedRuns(workflow, createdAt - 24 * 60 * 60_000);
    return runs.find(run => history.some(status => (0,evidence/* isOfRun */.N)(status, run.id)))?.title;
}
async function rolledBackTo(github, title, pattern) {
    const commits = await Promise.all((0,tag/* releaseTagsIn */.UX)(title, pattern).map(tag => github.tagCommit(tag)));
    const [sha, ...others] = commits.filter(commit => commit !== undefined);
    return others.length === 0 ? sha : undefined;
}

// EXTERNAL MODULE: ./.cache/build/rollback/record.js
var rollback_record = __webpack_require__(9411);
;// CONCATENATED MODULE: ./.cache/build/session.js











/** Configures a run. Throws ConfigError with every problem; nothing is written before it returns. */
async function openSession(world, inputs, run) {
    const startedAt = world.clock.now();
    const warnings = new Set();
    const warn = (text) => void warnings.add(text);
    const http = await world.openHttp();
    const forge = await openForge(world, inputs, run, warnings);
    const asking = { world, inputs, run, warnings, ...forge };
    const byHand = isByHand(inputs, run);
    const named = inputs.sha ?? run.deployedSha;
    // A rollback by hand asks no backend: the names in its queries need no look-up.
    const version = inputs.version ?? (byHand ? '' : await versionOf(forge.github, named, warnings));
    const settings = await readSettings(asking, named, version);
    const accepted = await acceptedOf(asking, settings);
    const rollbackForge = await openRollbackForge(asking, settings);
    const runs = {
        dispatchedRuns: (...of) => rollbackForge.rollbackGitHub.dispatchedRuns(...of)
    };
    const live = byHand
        ? await liveCommit({ ...forge.github, ...runs }, inputs.environment, settings.rollback, warn)
        : undefined;
    const deploy = deployOf(asking, settings, live ?? named, version);
    return {
        ...asking,
        ...rollbackForge,
        http,
        settings,
        accepted,
        connected: (0,connect/* connect */.N)(settings, providers),
        deploy,
        facts: runFacts(inputs, run, settings, deploy, startedAt),
        identity: rollback_record/* ACTIONS_BOT */.aX
    };
}
/** GitHub by the job's token. Its first answer also sets our clock. */
async function openForge(world, inputs, run, warnings) {
    for (const token of [inputs.githubToken, inputs.rollbackToken])
        world.runner.setSecret(token);
    const { githubToken: token, githubApiUrl: apiUrl } = inputs;
    const github = await world.github({ token, apiUrl, repository: run.repository });
    const repository = await readRepository(github, run, warnings);
    const clockSkew = synchronise(world, github, warnings);
    return { github, repository, clockSkew };
}
/** GitHub by both tokens, of the repository that the rollback workflow stands in. */
async function openRollbackForge({ world, inputs, run, github }, { rollback }) {
    const { githubToken, rollbackToken, githubApiUrl: apiUrl } = inputs;
    const elsewhere = rollback?.repository;
    const hasOne = rollbackToken === githubToken;
    const open = (token, repository) => world.github({ token, apiUrl, repository });
    if (elsewhere === undefined && hasOne) {
        return { rollbackGitHub: github, lasting: { github, rollbackGitHub: github } };
    }
    const rollbackGitHub = await open(rollbackToken, elsewhere ?? run.repository);
    if (hasOne)
        return { rollbackGitHub, lasting: { github, rollbackGitHub } };
    const [own, other] = elsewhere === undefined
        ? [rollbackGitHub, github]
        : await Promise.all([open(rollbackToken, run.repository), open(githubToken, elsewhere)]);
    return {
        rollbackGitHub,
        lasting: {
            github: eitherToken(github, own),
            rollbackGitHub: eitherToken(rollbackGitHub, other)
        }
    };
}
/** A person's verdict needs no configuration, and least of all one that may be what is broken. */
const nothingAsked = {
    bake: { settle: 0, duration: 0, interval: 0, extend: 0, earlyStop: true, earlyPass: false },
    endpoints: new Map(),
    checks: [],
    falseAlarmRate: 0.01,
    onInconclusive: 'fail',
    report: { excerpts: 'none', links: {} }
};
async function readSettings(asking, sha, version) {
    const { world, inputs, run, github, repository, warnings } = asking;
    if (inputs.mode === 'override')
        return nothingAsked;
    const { text, origin } = await configText(inputs, run, {
        readWorkspace: world.files.readWorkspace,
        github,
        defaultBranch: repository.defaultBranch
    });
    const loaded = loadSettings(text, {
        file: origin,
        env: world.env,
        variables: inputs.variables,
        providers: providers,
        grammars: await loadGrammars(languagesIn(text, providers)),
        overrides: inputs,
        // A job that finds a target is given no credential of a backend.
        asks: inputs.mode !== 'resolve',
        names: { environment: inputs.environment, service: inputs.service, sha, version }
    });
    for (const secret of loaded.secrets)
        world.runner.setSecret(secret);
    for (const warning of loaded.warnings)
        warnings.add(warning);
    return loaded.settings;
}
async function acceptedOf(asking, { checks }) {
    const { world, inputs, run, github, repository, warnings } = asking;
    // A job that finds a target judges nothing.
    if (inputs.mode === 'resolve')
        return new Map();
    const { readWorkspace } = world.files;
    const { defaultBranch } = repository;
    const read = await readAccepted(checks, run, { readWorkspace, github, defaultBranch });
    for (const warning of read.warnings)
        warnings.add(warning);
    return read.files;
}
function deployOf({ inputs, run, world }, settings, sha, version) {
    const deployedAt = inputs.deployedAt ?? world.clock.now();
    refuseFuture(deployedAt, world.clock.now());
    const gap = settings.checks[0]?.baseline.gap ?? 0;
    return {
        repository: run.repository,
        environment: inputs.environment,
        service: inputs.service,
        sha,
        version: version === '' ? sha.slice(0, 7) : version,
        deployedAt,
        startedAt: inputs.deployStartedAt ?? deployedAt - gap
    };
}
/** Clocks differ by minutes; more than that is a mistake that would keep the job waiting. */
const latestDeploy = 15 * 60_000;
function refuseFuture(deployedAt, now) {
    if (deployedAt - now <= latestDeploy)
        return;
    const minutes = Math.round((deployedAt - now) / 60_000);
    const message = `It lies ${minutes} minutes in the future. Give the instant at which the deploy finished.`;
    throw new build_errors/* ConfigError */.xL('invalid-config', [{ path: 'deployed-at', message }]);
}
function runFacts(inputs, run, settings, deploy, startedAt) {
    return {
        mode: inputs.mode,
        dryRun: inputs.dryRun,
        deploy,
        onInconclusive: settings?.onInconclusive ?? inputs.onInconclusive ?? 'fail',
        links: settings?.report.links ?? {},
        runUrl: run.runUrl,
        runId: run.runId,
        runAttempt: run.runAttempt,
        startedAt
    };
}
/** Also our first look at GitHub's clock. Its answer is convenient, never necessary. */
async function readRepository(github, run, warnings) {
    try {
        return await github.repository();
    }
    catch (error) {
        if (!(error instanceof build_errors/* GitHubError */.y_))
            throw error;
        warnings.add(error.message);
        // Taken for public: nothing is shown that a public repository would not show.
        return { private: false, defaultBranch: run.defaultBranch ?? 'main' };
    }
}
function synchronise(world, github, warnings) {
    const skew = github.skew() ?? 0;
    world.clock.synchronise(skew);
    if (Math.abs(skew) > 60_000) {
        const seconds = Math.round(skew / 1000);
        warnings.add(`The runner's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} GitHub's; GitHub's was used. Set the clock (NTP).`);
    }
    return skew;
}
/** Events that start a workflow on a branch and speak of no deploy. */
const eventsWithoutDeploy = new Set(['workflow_dispatch', 'repository_dispatch', 'schedule']);
/** A rollback by hand goes back from what is live, not from the tip of the branch it was started on. */
function isByHand(inputs, run) {
    const unnamed = inputs.mode === 'resolve' && inputs.sha === undefined;
    return unnamed && eventsWithoutDeploy.has(run.event);
}
/** The release tag of the deployed commit, else its short SHA. */
async function versionOf(github, sha, warnings) {
    try {
        return (0,tag/* releaseTagOf */.ni)(await github.tagsOf(sha), '*') ?? sha.slice(0, 7);
    }
    catch (error) {
        if (!(error instanceof build_errors/* GitHubError */.y_))
            throw error;
        warnings.add(error.message);
        return sha.slice(0, 7);
    }
}


/***/ }),

/***/ 1253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ sameTimeBefore),
/* harmony export */   k: () => (/* binding */ isTimeZone)
/* harmony export */ });
/** Clocks on the wall, by IANA time zone. */
const DAY = 86_400_000;
/**
 * The instant that lies an offset back. Whole days are days of the zone's clock, so that nine in the morning stays
 * nine in the morning across a change to or from daylight saving time; what is left of the offset is elapsed
 * time. A time that the clock skipped is the one as long after the gap, of a time that came twice the first.
 */
function sameTimeBefore(at, offset, timeZone) {
    const days = Math.floor(offset / DAY) * DAY;
    return atWallClock(wallClock(at, timeZone) - days, timeZone) - (offset - days);
}
/** Is this a zone that the runtime knows? */
function isTimeZone(name) {
    try {
        return formatOf(name).resolvedOptions().timeZone !== '';
    }
    catch {
        return false;
    }
}
/** What the clock shows, as if it were UTC. */
function wallClock(at, timeZone) {
    const parts = new Map(formatOf(timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, Number(value)]));
    const part = (name) => parts.get(name) ?? 0;
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return shown + (((at % 1000) + 1000) % 1000);
}
/** The first instant at which the clock shows this; where it never does, with the offset from before the gap. */
function atWallClock(shown, timeZone) {
    const ahead = (at) => wallClock(at, timeZone) - at;
    const before = shown - ahead(shown - DAY);
    const after = shown - ahead(shown + DAY);
    const exact = [before, after].sort((a, b) => a - b);
    return exact.find(at => wallClock(at, timeZone) === shown) ?? before;
}
function formatOf(timeZone) {
    return new Intl.DateTimeFormat('en-US', {
        timeZone,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric'
    });
}


/***/ })

};
