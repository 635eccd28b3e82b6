export const id = 965;
export const ids = [965];
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
    if (problems.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigError */ .xL('invalid-query', problems);
    return { checks, endpoints: [...endpoints.values()] };
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
        queries: [...connected.sources, ...connected.control].map(({ name, source }) => ({
            name,
            text: source.describe(width)
        })),
        ...(check.max === undefined ? {} : { max: check.max }),
        ...(check.min === undefined ? {} : { min: check.min }),
        ...(check.compare === undefined ? {} : { tolerance: check.compare.tolerance }),
        unit: check.unit
    };
}
function connectCheck(check, endpoint, provider, connection) {
    const bind = (name, question) => ({
        name,
        source: connection.source(question)
    });
    const sources = questionsOf(check).map(([name, question]) => bind(name, question));
    const control = controlOf(check).map(([name, question]) => bind(`control-${name}`, question));
    const pointInTime = sources.some(({ source }) => source.pointInTime);
    return { check, endpoint, provider, sources, control, pointInTime };
}
function questionsOf(check) {
    switch (check.kind) {
        case 'ratio':
            return [events('bad', check.bad), events('total', check.total)];
        case 'count':
            return [events('count', check.count)];
        case 'query':
            return [value(check.query, check.request)];
        case 'probe':
            return [['probe', { kind: 'probe', probe: check.probe }]];
        case 'firing':
            return [['firing', { kind: 'firing', labels: check.firing }]];
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
            return check.control === undefined ? [] : [value(check.control.query, undefined)];
        case 'probe':
        case 'firing':
            return [];
    }
}
function events(name, query) {
    return [name, { kind: 'events', query }];
}
function value(query, request) {
    return ['query', { kind: 'value', query, ...(request === undefined ? {} : { request }) }];
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
        shown: undefined
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
        .filter(comment => comment.author === state.identity)
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
/* harmony import */ var _outline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493);


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
    const deployed = firstOf(earlierDeployments(facts), deployment => considerDeployment(deployment, facts, rules), rejected);
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
function earlierDeployments({ deployments = [], deployed }) {
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
    return considerCommit({ sha, ref }, 'deployed', 'deployment', facts);
}
/**
 * A deployment made by the rollback workflow names the commit of the branch it was dispatched on. What it
 * really deployed is the one release tag in its run's title, where it has one.
 */
function considerRecordedTarget({ ref, sha: dispatchedSha }, title, facts, rules) {
    const named = (0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseTagsIn */ .UX)(title, rules.tagPattern);
    const open = named.find(name => !facts.commits.has(name));
    if (open !== undefined)
        return { kind: 'question', ask: 'commit', name: open };
    const known = named.filter(name => facts.commits.get(name) !== undefined);
    const [tag, ...others] = known;
    const sha = tag === undefined ? undefined : facts.commits.get(tag);
    if (tag === undefined || sha === undefined || others.length > 0) {
        const why = 'It was made by the rollback workflow, and the title of its run does not name one target.';
        return reject(ref, dispatchedSha, why);
    }
    return considerCommit({ sha, tag }, 'deployed', 'deployment', facts);
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
    return considerCommit({ sha, tag }, 'released', 'release', facts);
}
function considerCommit(commit, evidence, source, facts) {
    const { sha } = commit;
    const name = commit.tag ?? commit.ref ?? '';
    if (sha === facts.deployed.sha)
        return reject(name, sha, 'It is the deployed commit.');
    const verdict = facts.verdicts.get(sha);
    if (verdict === undefined)
        return { kind: 'question', ask: 'verdict', sha };
    if (verdict === 'bad')
        return reject(name, sha, 'It has a bad verdict on record.');
    const strength = verdict === 'good' ? 'passed' : evidence;
    return {
        kind: 'candidate',
        ...commit,
        source,
        strength,
        why: WHY[source][strength],
        rejected: []
    };
}
const WHY = {
    deployment: {
        passed: 'Its own bake passed, and it is the newest such deployment of this environment.',
        deployed: 'It is the newest successful deployment of this environment; no bake has judged it.',
        released: ''
    },
    release: {
        passed: 'Its own bake passed, and it is the newest release before the deployed commit.',
        deployed: '',
        released: 'It is the newest release before the deployed commit; no deployment of it is known.'
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
    if (deployedRef !== undefined && releases.includes(deployedRef))
        return deployedRef;
    return releases.toSorted(compareTags).at(-1);
}
/**
 * Words of a run's title that may be the release it went to, in alphabetical order. Not plain words and not
 * our correlation id, though a wide pattern may match them.
 */
function releaseTagsIn(title, pattern) {
    const words = [...new Set(title.split(/[^A-Za-z0-9._/@+-]+/))];
    return words
        .filter(word => /\d/.test(word) && !/^bg-[0-9a-f-]+$/.test(word) && isReleaseTag(word, pattern))
        .toSorted()
        .slice(0, TITLE_WORDS);
}
function compareTags(a, b) {
    const [left, right] = [(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .o)(a), (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .o)(b)];
    const byName = a < b ? -1 : a > b ? 1 : 0;
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

/***/ 2844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openSession),
  p: () => (/* binding */ runFacts)
});

// EXTERNAL MODULE: ./.cache/build/bake/connect.js
var connect = __webpack_require__(7327);
// EXTERNAL MODULE: ./.cache/build/errors.js
var errors = __webpack_require__(1712);
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
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./.cache/build/config/yaml.js


/** Far beyond any configuration, and small enough to read in well under a second. */
const maxBytes = 256 * 1024;
const maxTokens = 10_000;
const maxEscapes = 5_000;
const maxAliases = 100;
/** A text that is broken everywhere tells nothing more after these. */
const maxSyntaxProblems = 20;
/**
 * Reads one YAML document: at most 256 KiB, no custom tags, no repeated keys, aliases limited.
 * `name` stands as the path in problems about the text as a whole. Throws ConfigError.
 */
function readYaml(text, name) {
    const problem = sizeProblem(text);
    if (problem !== undefined)
        throw new errors/* ConfigError */.xL('invalid-config', [{ path: name, message: problem }]);
    const lines = new dist/* LineCounter */.HN();
    const document = compose(text, lines, name);
    const value = plainValue(document, name);
    return { value, place: (path, part) => placeOf(document, lines, path, part) };
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
    const tokens = new dist/* Lexer */.JG().lex(text);
    for (let count = 0; tokens.next().done !== true; count += 1) {
        if (count > maxTokens)
            return `The YAML has more than ${maxTokens} tokens. Make it shorter.`;
    }
    return undefined;
}
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
    throw new errors/* ConfigError */.xL('invalid-config', problems.slice(0, maxSyntaxProblems));
}
function emptyDocument(name) {
    return new errors/* ConfigError */.xL('invalid-config', [{ path: name, message: 'The text is empty.' }]);
}
function syntaxProblems(document, lines, name) {
    return [...document.errors, ...document.warnings].map(error => ({
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
        throw new errors/* ConfigError */.xL('invalid-config', [
            { path: name, message: `The YAML cannot be read: ${reason}. Write it without aliases.` }
        ]);
    }
}
function placeOf(document, lines, path, part) {
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
    return at(lines, offset);
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
function invalidQuery(path, message) {
    return { code: 'invalid-query', path, message };
}
/** Every finding with its place, in the order of the text. The gravest code speaks for all of them. */
function configError(findings, yaml) {
    const codes = ['invalid-config', 'missing-secret', 'invalid-query'];
    const code = codes.find(known => findings.some(one => one.code === known)) ?? 'invalid-config';
    const problems = findings
        .map(one => problemOf(one, yaml))
        .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
    return new errors/* ConfigError */.xL(code, problems);
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
function problemOf(one, yaml) {
    return {
        path: one.path.length === 0 ? 'configuration' : formatPath(one.path),
        ...yaml.place(one.path, one.atKey === true ? 'key' : 'value'),
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

// EXTERNAL MODULE: ./.cache/build/config/present.js
var present = __webpack_require__(9785);
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
        const said = (override ?? top).offsets;
        const stray = '`offsets` go with `kind: same-time` only. Remove them.';
        if (said !== undefined)
            findings.push(finding([...path, 'offsets'], stray));
        return { baseline: { kind: file.kind, ...lengths }, findings };
    }
    const offsets = file.offsets ?? defaultOffsets;
    if (offsets.some(offset => offset < bake.settle + bake.duration)) {
        const message = 'An offset is shorter than the bake, so the windows would overlap. Make it longer.';
        findings.push(finding([...path, 'offsets'], message));
    }
    return { baseline: { kind: file.kind, ...lengths, offsets }, findings };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
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
        offsets: baselineOffsets().optional()
    });
}
/** Every key optional: at the top with defaults, in a check over what stands at the top. */
function baselineOverride() {
    return schemas/* strictObject */.rej({
        kind: baselineKind().optional(),
        duration: baselineDuration().optional(),
        gap: baselineGap().optional(),
        history: baselineHistory().optional(),
        offsets: baselineOffsets().optional()
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
const checkKinds = ['ratio', 'query', 'count', 'probe', 'firing'];
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
        ...laterKeys()
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
/** Planned, named in the format, and not judged by this version: refused in `checks.ts` with that reason. */
function laterKeys() {
    const later = {
        description: 'Not in this version: log signatures are not judged yet.',
        deprecated: true
    };
    return {
        logs: schemas/* string */.YjP().optional().register(editors, later),
        'new-signatures': schemas/* unknown */.L5J().optional().register(editors, later),
        accepted: schemas/* unknown */.L5J().optional().register(editors, later),
        'deploy-noise': duration({ zero: true }).optional().register(editors, later)
    };
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
            .regex(/^\/(?!\/)[^\s\\#]*$/, 'A path that begins with one "/" is expected.')
            .register(editors, {
            description: 'Path and query string, appended to the `url` of the endpoint.'
        }),
        method: schemas/* enum */.k5n(['GET', 'POST'])
            .prefault('GET')
            .register(editors, { description: 'The HTTP method.' }),
        headers: headers()
            .prefault({})
            .register(editors, { description: 'Beside those of the endpoint.' }),
        body: schemas/* string */.YjP().optional().register(editors, { description: 'Sent as it is.' })
    };
}
function requestSchema() {
    return schemas/* strictObject */.rej(requestKeys());
}
function probeSchema() {
    const status = () => schemas/* int */.Whr().min(100, 'An HTTP status is expected.').max(599, 'An HTTP status is expected.');
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

;// CONCATENATED MODULE: ./.cache/build/config/placeholders.js

/**
 * Reads a query with typed placeholders. The result's only open placeholder is the window.
 *
 *     query       = *( text / placeholder )
 *     placeholder = "{{" *SP ( "window" / kind 1*SP name ) *SP "}}"
 *     kind        = "ident" / "string" / "regex"
 *     name        = ALPHA *( ALPHA / DIGIT / "-" / "_" )
 *
 * `{{window}}`       the window's length: 900s.
 * `{{ident name}}`   outside quotes a bare identifier of the language; inside quotes a word of
 *                    letters, digits and `._/-`.
 * `{{string name}}`  a complete quoted literal; stands outside quotes.
 * `{{regex name}}`   text that a regular expression matches literally; stands inside quotes.
 *
 * A value that does not fit its slot is an error; nothing is ever substituted as it is.
 */
function readQuery(text, language, variables) {
    // null stands for the window.
    const parts = [];
    const used = [];
    let usesWindow = false;
    for (const piece of piecesOf(text, language)) {
        if (piece.kind === 'text') {
            parts.push(piece.text);
            continue;
        }
        const slot = readSlot(piece.body, language);
        if ('error' in slot)
            return slot;
        if (slot.ok.kind === 'window') {
            if (language === 'jmespath')
                return { error: '{{window}} has no meaning in JMESPath. Remove it.' };
            usesWindow = true;
            parts.push(null);
            continue;
        }
        const encoded = encodeSlot(slot.ok, piece.quote, language, variables);
        if ('error' in encoded)
            return encoded;
        used.push(slot.ok.name);
        parts.push(encoded.ok);
    }
    const render = (width) => parts.map(part => part ?? windowText(width)).join('');
    return { ok: { query: { text, usesWindow, render }, used } };
}
/** `900s`; milliseconds only where seconds would not be whole. All three languages read both. */
function windowText(width) {
    return width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`;
}
/** Splits at placeholders and notes inside which quote, if any, each of them stands. */
function piecesOf(text, language) {
    const pieces = [];
    let quote;
    let start = 0;
    let index = 0;
    while (index < text.length) {
        const end = text.startsWith('{{', index) ? text.indexOf('}}', index) : -1;
        if (end >= 0 && !isTemplate(text.slice(index + 2, end), language)) {
            pieces.push({ kind: 'text', text: text.slice(start, index) });
            pieces.push({ kind: 'slot', body: text.slice(index + 2, end).trim(), quote });
            index = end + 2;
            start = index;
            continue;
        }
        const step = scan(text, index, quote, language);
        quote = step.quote;
        index = step.next;
    }
    pieces.push({ kind: 'text', text: text.slice(start) });
    return pieces;
}
/** One character, escape or comment further; tracks string literals. */
function scan(text, index, quote, language) {
    const letter = text.charAt(index);
    const { quotes, raw, comments } = lexis[language];
    if (quote === undefined) {
        if (comments && letter === '#')
            return { next: endOfLine(text, index), quote };
        return { next: index + 1, quote: quotes.includes(letter) ? letter : undefined };
    }
    if (letter === '\\' && !raw.includes(quote))
        return { next: index + 2, quote };
    return { next: index + 1, quote: letter === quote ? undefined : quote };
}
/** A comment that holds a placeholder ends before it, so that the placeholder is still read. */
function endOfLine(text, index) {
    const rest = text.slice(index + 1);
    const length = rest.search(/\n|\{\{/);
    return length < 0 ? text.length : index + 1 + length;
}
/** LogQL's line_format has Go templates of its own: `{{.status}}`, `{{ __line__ }}`, `{{ end }}`. */
function isTemplate(body, language) {
    return language === 'logql' && /\.|^\s*(__|end\b|else\b)/.test(body);
}
function readSlot(body, language) {
    if (body === 'window')
        return { ok: { kind: 'window' } };
    const match = /^(ident|string|regex)\s+([A-Za-z][\w-]*)$/.exec(body);
    if (match === null) {
        const hint = (0,nearest/* suggestion */.h)(body.split(/\s/)[0] ?? '', ['window', 'ident', 'string', 'regex']);
        const forms = '{{window}}, {{ident name}}, {{string name}} or {{regex name}}';
        return { error: `{{${body}}} is not a placeholder.${hint} Write ${forms}.` };
    }
    const [, kind, name = ''] = match;
    if (kind === 'regex' && language === 'jmespath') {
        return { error: `{{${body}}}: JMESPath has no regular expressions. Use {{string ${name}}}.` };
    }
    return { ok: { kind: kind, name } };
}
function encodeSlot(slot, quote, language, variables) {
    const value = variables.get(slot.name);
    const shown = `{{${slot.kind} ${slot.name}}}`;
    if (value === undefined) {
        const known = [...variables.keys()];
        return {
            error: `${shown}: there is no variable "${slot.name}".${(0,nearest/* suggestion */.h)(slot.name, known)} Give it in the input \`variables\`; known are ${known.join(', ')}.`
        };
    }
    if (value === '')
        return { error: `${shown}: the variable is empty in this run.` };
    if (value.length > 1000)
        return { error: `${shown}: the value is longer than 1000 characters.` };
    switch (slot.kind) {
        case 'ident':
            return encodeIdent(value, shown, quote, language);
        case 'string':
            if (quote === undefined)
                return { ok: encodeString(value, language) };
            return {
                error: `${shown} is a whole literal and stands inside quotes. Remove the quotes around it.`
            };
        case 'regex':
            if (quote !== undefined)
                return { ok: encodeRegex(value, lexis[language].raw.includes(quote)) };
            return {
                error: `${shown} must stand inside quotes, for example =~"{{regex ${slot.name}}}.*".`
            };
    }
}
/**
 * Sources: the lexers of Prometheus (promql/parser/lex.go), Loki (logql/syntax/lex.go), VictoriaLogs
 * (lib/logstorage/parser.go) and the JMESPath grammar.
 */
const lexis = {
    promql: {
        quotes: `"'\``,
        raw: '`',
        comments: true,
        ident: /^[A-Za-z_][A-Za-z0-9_:]{0,127}$/,
        reserved: words('and or unless atan2 by without on ignoring group_left group_right offset bool start end step inf nan')
    },
    logql: {
        quotes: '"`',
        raw: '`',
        comments: true,
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: words('and or unless by without on ignoring group_left group_right offset bool json logfmt regexp pattern unpack unwrap line_format label_format decolorize drop keep ip')
    },
    logsql: {
        quotes: `"'\``,
        raw: '`',
        comments: true,
        ident: /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
        reserved: words('and or not in by')
    },
    jmespath: {
        quotes: `"'\``,
        raw: '',
        comments: false,
        ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
        reserved: words('let in')
    }
};
function words(list) {
    return new Set(list.split(' '));
}
/** Inert inside every kind of quote of every language. */
const quotedWord = /^[A-Za-z0-9._/-]{1,128}$/;
function encodeIdent(value, shown, quote, language) {
    if (quote !== undefined) {
        if (quotedWord.test(value))
            return { ok: value };
        return {
            error: `${shown}: the value may hold letters, digits and . _ / - only. Use {{string …}} or {{regex …}} for other text.`
        };
    }
    const { ident, reserved } = lexis[language];
    if (ident.test(value) && !reserved.has(value.toLowerCase()))
        return { ok: value };
    return {
        error: `${shown}: the value is not an identifier of ${language}. Use {{string …}}, or put {{ident …}} in quotes.`
    };
}
/** A complete literal of printable ASCII: every other character is written as its code point. */
function encodeString(value, language) {
    const text = wellFormed(value);
    // JSON between back-ticks: JMESPath's raw strings differ between implementations in what `\\` means.
    if (language === 'jmespath')
        return `\`${escapeUnits(JSON.stringify(text))}\``;
    return `"${[...text].map(goEscape).join('')}"`;
}
/** The UTF-16 escapes of JSON; the back-tick too, which would end the literal. */
function escapeUnits(json) {
    return json.replace(/[^\x20-\x5f\x61-\x7e]/g, unit => `\\u${hex(unit.charCodeAt(0), 4)}`);
}
/** As Go's strconv.Unquote reads it, which PromQL, LogQL and LogsQL follow. */
function goEscape(letter) {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '"' || letter === '\\')
        return `\\${letter}`;
    if (code >= 0x20 && code < 0x7f)
        return letter;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}
/**
 * RE2 that matches the value and nothing else. Holds no quote of any kind: they are written as code
 * points, so the text cannot end the literal around it. `raw`: the literal takes backslashes as they are.
 */
function encodeRegex(value, raw) {
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
/** A lone surrogate is no character of any backend. */
function wellFormed(value) {
    return value.replace(/\p{Surrogate}/gu, '\ufffd');
}
function hex(code, digits) {
    return code.toString(16).padStart(digits, '0');
}

;// CONCATENATED MODULE: ./.cache/build/config/questions.js



/**
 * Settles the question of one check: placeholders encoded, the provider asked whether it can ask it.
 * Pure: nothing is sent.
 */
function settleQuestion(file, path, kind, endpoint, provider, variables) {
    const findings = [];
    const used = [];
    const query = (text, keys) => {
        const at = [...path, ...keys];
        const read = readQuery(text, provider.language, variables);
        if ('error' in read) {
            findings.push(invalidQuery(at, read.error));
            return undefined;
        }
        used.push(...read.ok.used);
        const counts = kind === 'ratio' || kind === 'count';
        if (!counts || provider.language !== 'promql' || read.ok.query.usesWindow)
            return read.ok.query;
        findings.push(invalidQuery(at, windowMissing));
        return undefined;
    };
    const asked = readAsked(file, kind, query);
    if (asked === undefined)
        return { findings, used };
    findings.push(...refusals(asked, path, endpoint, provider));
    return findings.length > 0 ? { findings, used } : { asked, findings, used };
}
const windowMissing = 'A count needs the window it speaks of. Write increase(…[{{window}}]) around the counter.';
function readAsked(file, kind, query) {
    switch (kind) {
        case 'ratio':
            return readRatio(file, query);
        case 'query':
            return readValue(file, query);
        case 'count':
            return readCount(file, query);
        case 'probe':
            return file.probe && { kind, probe: probeOf(file.probe) };
        case 'firing':
            return file.firing && { kind, firing: file.firing };
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
function readValue(file, query) {
    const main = query(file.query ?? '', ['query']);
    const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined;
    const control = other && { query: other };
    const request = file.request && requestOf(file.request);
    return main && { kind: 'query', query: main, ...(0,present/* present */.E)({ control, request }) };
}
function readCount(file, query) {
    const count = query(file.count ?? '', ['count']);
    const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined;
    const control = other && { count: other };
    return count && { kind: 'count', count, ...(0,present/* present */.E)({ control }) };
}
function requestOf(file) {
    const { path, method, headers, body } = file;
    return { path, method, headers, ...(0,present/* present */.E)({ body }) };
}
function probeOf(file) {
    const status = file['expect-status'];
    const expectStatus = typeof status === 'number' ? [status] : status;
    return { ...requestOf(file), expectStatus, ...(0,present/* present */.E)({ expectBody: file['expect-body'] }) };
}
function refusals(asked, path, endpoint, provider) {
    const connection = provider.connect(endpoint);
    return questionsOf(asked).flatMap(({ keys, question }) => {
        try {
            connection.source(question);
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
        return queryUnits.get(file.unit ?? 'none') ?? plain;
    return kind === 'probe' ? plain : { unit: 'count', factor: 1 };
}
const plain = { unit: 'none', factor: 1 };
/** Settles `max`, `min` and `compare`. A probe and a firing check need none: their answer is yes or no. */
function rulesOf(file, path, kind, scale) {
    if (kind === 'probe' || kind === 'firing')
        return { rules: {}, findings: [] };
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






const checks_laterKeys = ['logs', 'new-signatures', 'accepted', 'deploy-noise'];
/** Settles one check whose structure is already valid. */
function settleCheck(file, path, around) {
    const later = laterFindings(file, path);
    const kind = kindOf(file);
    if (kind === undefined) {
        const unclear = later.length > 0 ? [] : [finding(path, kindMessage(file))];
        return { findings: [...later, ...unclear], used: [] };
    }
    const scale = scaleOf(file, kind);
    const { rules, findings } = rulesOf(file, path, kind, scale);
    const backend = backendOf(file, path, kind, around);
    const question = askBackend(file, path, kind, backend, around.variables);
    const all = [
        ...later,
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
function laterFindings(file, path) {
    return checks_laterKeys
        .filter(key => file[key] !== undefined)
        .map(key => keyFinding([...path, key], `This version does not judge log signatures yet, so \`${key}\` would have no effect. Remove it, or use \`count\`.`));
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
function askBackend(file, path, kind, backend, variables) {
    const { endpoint, provider, findings } = backend;
    if (endpoint === undefined || provider === undefined || findings.length > 0) {
        return { findings: [], used: [] };
    }
    return settleQuestion(file, path, kind, endpoint, provider, variables);
}
const countingKinds = ['ratio', 'query', 'count'];
/** Keys that say nothing for a kind are refused: nothing that a user writes is ignored. */
const keyKinds = {
    control: countingKinds,
    request: ['query'],
    max: countingKinds,
    min: countingKinds,
    compare: countingKinds,
    'min-total': ['ratio'],
    unit: ['query'],
    silence: countingKinds,
    baseline: countingKinds,
    reduce: countingKinds
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
    return file.compare === undefined
        ? []
        : [keyFinding([...path, 'compare'], 'A `request` knows only the present. Use `max` or `min`.')];
}
function controlFindings(file, path, kind, baseline) {
    const wanted = baseline.kind === 'control';
    if (file.control === undefined) {
        const message = 'The baseline is a control group, so `compare` needs `control:` beside the query.';
        return wanted && file.compare !== undefined ? [finding(path, message)] : [];
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
        ...provider.options.shape
    })
        .register(editors, { title: provider.name }));
    if (first === undefined)
        throw new Error('The registry of providers is empty.');
    return schemas/* discriminatedUnion */.gMt('provider', [first, ...rest]);
}
function endpointKeys() {
    return {
        url: schemas/* string */.YjP()
            .min(1, 'It is empty.')
            .max(2000)
            .register(editors, {
            description: 'Base address of the backend.',
            examples: ['https://prometheus.example.com']
        }),
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
        'allow-http': schemas/* boolean */.zMY()
            .prefault(false)
            .register(editors, { description: 'Permit plain http to an address that is not loopback.' })
    };
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

;// CONCATENATED MODULE: ./.cache/build/config/endpoints.js




/** Settles one endpoint whose structure is already valid; `raw` is the same before it was parsed. */
function settleEndpoint(name, file, raw, provider, path) {
    const url = parseUrl(file.url, file['allow-http']);
    const auth = authOf(file);
    const options = provider.options.safeParse(ownKeys(raw, provider));
    const findings = [
        ...('error' in url ? [finding([...path, 'url'], url.error)] : []),
        ...('error' in auth ? [finding(path, auth.error)] : []),
        ...certificateFindings(file, path),
        ...optionFindings(options.error, path)
    ];
    if ('error' in url || 'error' in auth || findings.length > 0)
        return { findings, secrets: [] };
    const endpoint = {
        name,
        provider: provider.name,
        url: url.ok,
        headers: file.headers,
        timeout: file.timeout,
        delay: file.delay ?? provider.delay,
        options: options.data ?? {},
        ...(0,present/* present */.E)({
            auth: auth.ok,
            caFile: file['ca-file'],
            clientCert: file['client-cert'],
            clientKey: file['client-key'],
            allowHttp: file['allow-http'] ? true : undefined
        })
    };
    return { endpoint, findings, secrets: basicForm(auth.ok) };
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
    const ways = [
        token !== undefined,
        username !== undefined || password !== undefined,
        Object.keys(file.headers).some(name => name.toLowerCase() === 'authorization')
    ].filter(Boolean);
    if (ways.length > 1) {
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
            description: 'Log lines in the report. `auto`: redacted on private repositories, none on public ones. This version shows none yet.'
        }),
        links: schemas/* record */.g1P(schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9][\w .-]{0,39}$/, 'A short name of letters and digits is expected.'), schemas/* url */.OZ5({ protocol: /^https$/, error: 'An address that begins with https:// is expected.' }))
            .prefault({})
            .register(editors, {
            description: 'Links that the report shows.',
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
/** What is asked for and cannot be had of this version. */
function reportWarnings(report) {
    if (report.excerpts !== 'redacted')
        return [];
    return ['This version shows no log lines, so report.excerpts: redacted has no effect yet.'];
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
        ...(0,present/* present */.E)({ ref: file.ref, minVersion: file['min-version'] })
    };
}

;// CONCATENATED MODULE: ./.cache/build/config/secrets.js


/** GitHub drops outputs that hold a masked value, and a short mask wrecks the log. */
const shortestSecret = 8;
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
function strayMessage(text, path) {
    const name = /\$\{[A-Z_][A-Z0-9_]*\}/.exec(text)?.[0];
    if (name !== undefined && path[0] !== 'endpoints') {
        return `${name} is replaced under \`endpoints\` only. Use a variable here, or move it.`;
    }
    const isQuery = path[0] === 'checks' && queryKeys.has(String(path[2]));
    const placeholder = /\{\{\s*(?:window|ident|string|regex)\b[^}]*\}\}/.exec(text)?.[0];
    if (placeholder === undefined || isQuery)
        return undefined;
    return `${placeholder} is replaced in queries only. Write the value here.`;
}
const queryKeys = new Set(['query', 'count', 'ratio', 'control']);
/** What must never be shown: credentials and headers, told by the name of their key. */
function isCredential(path) {
    const key = String(path.at(-1));
    if (key === 'client-key')
        return false;
    if (String(path.at(-2)) === 'headers')
        return true;
    return /(^|-)(token|secret|password|key|key-id)$/.test(key);
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
        const secrets = text.length < shortestSecret ? [] : [text];
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
    if (credential && value.length < shortestSecret) {
        return finding(path, `The value of ${name} is shorter than ${shortestSecret} characters, so it cannot be masked. Use a longer credential.`);
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
        if (!(error instanceof errors/* ConfigError */.xL))
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
    const endpoints = settleEndpoints(schema, replaced.value, options.providers);
    const around = { ...endpoints, providers: options.providers, variables: variables.values };
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
        ...reportWarnings(settings.report),
        ...unusedWarnings(settings, checks.used, variables.given)
    ];
    return { settings, secrets, warnings };
}
function settleEndpoints(schema, value, providers) {
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
        const settled = settleEndpoint(name, file.data, own, provider, path);
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
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        const remedy = [401, 403].includes(error.status)
            ? 'Add `contents: read` to the permissions of the job.'
            : 'Run the job again, or check out the repository first.';
        throw missing(path, `It could not be read from ${repository} at ${ref}: ${error.message} ${remedy}`);
    }
    throw missing(path, `There is no such file in ${repository} at ${ref}. Add it, or set the input config or config-inline. If it is there, add \`contents: read\` to the permissions of the job.`);
}
function missing(path, message) {
    return new errors/* ConfigError */.xL('invalid-config', [{ path, message }]);
}

;// CONCATENATED MODULE: ./.cache/build/io/quote.js
/** C0, C1, line and paragraph separators, bidirectional overrides, zero-width and tag characters. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;
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
        return await io.http(ask_requestOf(endpoint, io, asked, timeout));
    }
    catch (error) {
        if (!(error instanceof errors/* ProviderError */.mZ))
            throw error;
        const { failure, errno } = error;
        throw new errors/* ProviderError */.mZ({ ...failure, message: named(endpoint, failure.message) }, errno);
    }
}
/**
 * Asks for JSON. A success that is no JSON is asked for once more, because it may have been cut; a page
 * is not. Any other status rejects with what `account` makes of it.
 */
async function askJson(endpoint, io, asked, account) {
    const started = io.clock.now();
    const response = succeeded(endpoint, await ask(endpoint, io, asked), account);
    const first = parseJson(response.text);
    if (first !== undefined)
        return { json: first.json, retries: response.retries };
    const left = endpoint.timeout - (io.clock.now() - started);
    if (isPage(response) || left <= 0)
        throw notJson(endpoint, response);
    const second = succeeded(endpoint, await ask(endpoint, io, asked, left), account);
    const again = parseJson(second.text);
    if (again === undefined)
        throw notJson(endpoint, second);
    return { json: again.json, retries: response.retries + second.retries + 1 };
}
/** The failure that a status of 300 or more stands for, in the backend's own words. */
function failureOf(endpoint, response, account = {}) {
    const { status, retries } = response;
    const said = quote(withoutCredentials(endpoint, account.words ?? ''));
    const words = said === '' ? '' : ` ${said}`;
    if (status === 401 || status === 403) {
        const remedy = credentialsRemedy(endpoint);
        return failure(endpoint, 'not-authorised', `answered ${status}. ${remedy}${words}`, retries);
    }
    const code = account.code ?? (status === 429 ? 'rate-limited' : 'provider-error');
    return failure(endpoint, code, `answered ${status}${words === '' ? '.' : `:${words}`}`, retries);
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
        const sentence = `answered in a form we do not know: ${error.message}. Check the endpoint's url and provider.`;
        throw new errors/* ProviderError */.mZ(failure(endpoint, 'provider-error', sentence, retries));
    }
}
/** The error for a question that this kind of backend cannot answer. */
function cannotAsk(endpoint, question) {
    const what = question.kind === 'value' && question.request !== undefined ? 'request' : question.kind;
    return new Error(`${endpoint.provider} endpoints do not answer \`${what}\`. Ask another endpoint, or another kind of question.`);
}
function ask_requestOf(endpoint, io, asked, timeout) {
    const { caFile, clientCert, clientKey } = endpoint;
    return {
        method: asked.method,
        url: `${endpoint.url}${asked.path}`,
        headers: { ...authorisation(endpoint), ...endpoint.headers, ...asked.headers },
        ...(asked.body === undefined ? {} : { body: asked.body }),
        timeout,
        tls: {
            ...(caFile === undefined ? {} : { ca: caFile }),
            ...(clientCert === undefined ? {} : { cert: clientCert }),
            ...(clientKey === undefined ? {} : { key: clientKey })
        },
        allowHttp: endpoint.allowHttp === true,
        ...(asked.once === true ? { once: true } : {}),
        signal: io.signal
    };
}
function authorisation({ auth }) {
    if (auth === undefined)
        return {};
    if (auth.kind === 'bearer')
        return { Authorization: `Bearer ${auth.token}` };
    const pair = Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64');
    return { Authorization: `Basic ${pair}` };
}
function succeeded(endpoint, response, account) {
    if (response.status >= 200 && response.status < 300)
        return response;
    throw new errors/* ProviderError */.mZ(failureOf(endpoint, response, account(response)));
}
function parseJson(text) {
    try {
        return { json: JSON.parse(text) };
    }
    catch {
        return undefined;
    }
}
function notJson(endpoint, response) {
    const sentence = isPage(response)
        ? 'answered with a web page instead of JSON. Check that the url is the API and needs no login.'
        : 'answered with something that is not JSON. Check that the url is the API.';
    return new errors/* ProviderError */.mZ(failure(endpoint, 'not-json', sentence, response.retries));
}
function isPage(response) {
    return /^text\/html\b/i.test(response.headers['content-type'] ?? '');
}
function credentialsRemedy({ auth, headers }) {
    if (auth?.kind === 'bearer')
        return "Check the endpoint's bearer-token.";
    if (auth?.kind === 'basic')
        return "Check the endpoint's username and password.";
    if (Object.keys(headers).length > 0)
        return "Check the endpoint's headers.";
    return 'Give the endpoint a bearer-token, or username and password.';
}
/** Backends quote what they do not like, credentials included. Before anything is cut, so that no half stays. */
function withoutCredentials(endpoint, text) {
    const { auth, headers } = endpoint;
    const secrets = [...Object.values(headers), ...Object.values(authorisation(endpoint))];
    if (auth?.kind === 'bearer')
        secrets.push(auth.token);
    if (auth?.kind === 'basic')
        secrets.push(auth.password);
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
            return valueSource(endpoint, question.query, question.request);
        case 'probe':
            return probeSource(endpoint, question.probe);
        case 'events':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
function valueSource(endpoint, query, request) {
    if (request === undefined) {
        throw new Error('A query of an http endpoint needs a request. Give request: {path: /…}.');
    }
    refuseBadExpression(query.render(0));
    return {
        pointInTime: true,
        describe: width => `${request.method} ${request.path} → ${query.render(width)}`,
        measure: async (grid, io) => {
            const { json, retries } = await askJson(endpoint, io, askedOf(request), http_accountOf);
            const value = selected(endpoint, json, query.render(grid.width), retries);
            return measurement(grid, value === undefined ? [] : [value], [], retries);
        }
    };
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
    const wrong = (sentence) => new errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
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
        const sentence = `answered; the query fails on it: ${quote(words)}`;
        throw new errors/* ProviderError */.mZ(failure(endpoint, 'invalid-query', sentence, retries));
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
        if (!(error instanceof errors/* ProviderError */.mZ))
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

;// CONCATENATED MODULE: ./.cache/build/providers/grid.js
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
    const scanned = parts.flatMap(part => (part.scanned === undefined ? [] : [part.scanned]));
    const { series, dropped, contradicted } = mergeSeries(parts, grid);
    const notes = [
        ...parts.flatMap(part => part.notes),
        ...(dropped ? ['Samples outside the window asked about were dropped.'] : []),
        ...(contradicted ? ['The backend gave two values for one instant of one series.'] : [])
    ];
    return {
        series,
        complete: parts.every(part => part.complete) && !contradicted,
        ...(scanned.length === 0 ? {} : { scanned: scanned.reduce((sum, count) => sum + count, 0) }),
        notes: [...new Set(notes)].slice(0, mostNotes),
        retries: parts.reduce((sum, part) => sum + part.retries, 0)
    };
}
function mergeSeries(parts, grid) {
    const merged = new Map();
    let dropped = false;
    let contradicted = false;
    for (const { labels, samples } of parts.flatMap(part => part.series)) {
        const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
        const { values } = merged.get(key) ?? { values: new Map() };
        merged.set(key, { labels, values });
        for (const { at, value } of samples) {
            if (at < grid.first || at > grid.last)
                dropped = true;
            else if (!values.has(at))
                values.set(at, value);
            else if (values.get(at) !== value)
                contradicted = true;
        }
    }
    const series = [...merged.values()].map(({ labels, values }) => ({
        labels,
        samples: ascending(values)
    }));
    return { series, dropped, contradicted };
}
function ascending(values) {
    return [...values].sort(([a], [b]) => a - b).map(([at, value]) => ({ at, value }));
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
        throw new UnexpectedShape('status is not "success"');
    const data = record(field(body, 'data'), 'data');
    const type = typeOf(field(data, 'resultType'));
    const points = pointsOf(type, field(data, 'result'));
    const warnings = textsOf(field(body, 'warnings'));
    const partial = field(body, 'isPartial') === true;
    const incomplete = partial || warnings.some(text => !text.startsWith(harmlessWarning));
    const notes = [...warnings, ...textsOf(field(body, 'infos'))].map(text => quote(text));
    if (partial)
        notes.push('The backend says that the answer is partial.');
    if (points.some(({ samples }) => !samples.every(hasValue)))
        notes.push(undefinedNote);
    const series = points.map(({ labels, samples }) => ({
        labels,
        samples: samples.filter(hasValue)
    }));
    return { type, series, complete: !incomplete, notes, body };
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
function pointsOf(type, result) {
    switch (type) {
        case 'scalar':
            return [{ labels: {}, samples: [pointOf(result)] }];
        case 'vector':
            return rows(result).map(row => ({
                labels: labelsOf(row),
                samples: [pointOf(field(withoutHistogram(row), 'value'))]
            }));
        case 'matrix':
            return rows(result).map(row => ({
                labels: labelsOf(row),
                samples: list(field(withoutHistogram(row), 'values'), 'values').map(pointOf)
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
function labelsOf(row) {
    const entries = Object.entries(record(field(row, 'metric'), 'metric'));
    return Object.fromEntries(entries.map(([name, value]) => {
        if (typeof value !== 'string')
            throw new UnexpectedShape('a label is not a text');
        return [name, value];
    }));
}
/** `[seconds, "value"]` */
function pointOf(pair) {
    const [seconds, text, ...rest] = list(pair, 'a sample');
    if (typeof seconds !== 'number' || !Number.isFinite(seconds) || rest.length > 0) {
        throw new UnexpectedShape('a sample is not [seconds, "value"]');
    }
    return { at: Math.round(seconds * 1000), value: prometheus_answer_valueOf(text) };
}
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
function hasValue(point) {
    return point.value !== undefined;
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus-part.js


/**
 * A gateway may round a stamp, or put its own clock's now on it, but not answer for another window.
 * Milliseconds before and after the instant asked about: an older stamp is an older value.
 */
const stampTolerance = { before: 1_000, after: 10_000 };
/** The answer to a query at one instant: every sample is stamped with it. */
function instantPart(endpoint, { answer, retries }, at) {
    if (answer.type !== 'vector' && answer.type !== 'scalar') {
        throw new errors/* ProviderError */.mZ(wrongType(endpoint, answer.type, retries));
    }
    const misplaced = answer.type === 'vector' && answer.series.some(isElsewhere(at));
    const kept = misplaced ? answer.series.filter(series => !isElsewhere(at)(series)) : answer.series;
    return {
        series: kept.map(({ labels, samples }) => ({
            labels,
            samples: samples.map(({ value }) => ({ at, value }))
        })),
        complete: answer.complete && !misplaced,
        notes: misplaced ? [...answer.notes, misplacedNote] : answer.notes,
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
        throw new errors/* ProviderError */.mZ(wrongType(endpoint, answer.type, retries));
    const series = answer.series.map(({ labels, samples }) => ({
        labels,
        samples: samples.map(({ at, value }) => ({ at: onGrid(at, grid), value }))
    }));
    return { series, complete: answer.complete, notes: answer.notes, retries };
}
function onGrid(at, { first, step }) {
    const instant = first + Math.round((at - first) / step) * step;
    return Math.abs(at - instant) <= Math.min(stampTolerance.before, step / 4) ? instant : at;
}
function isElsewhere(at) {
    const { before, after } = stampTolerance;
    return ({ samples }) => samples.some(it => it.at < at - before || it.at > at + after);
}
function wrongType(endpoint, type, retries) {
    const sentence = `answered the query with a ${type}, not with a number per series. Put a function such as rate or count_over_time around it.`;
    return failure(endpoint, 'invalid-query', sentence, retries);
}

;// CONCATENATED MODULE: ./.cache/build/providers/loki.js






/** Loki refuses more points per series in one answer. */
const mostPoints = 11_000;
/**
 * Up to so many instants are asked one by one: an instant query is exact, a range is moved to multiples
 * of its step by Loki's query front end.
 */
const mostExact = 12;
const loki = {
    name: 'loki',
    summary: 'Grafana Loki: log lines counted by LogQL',
    logs: true,
    kinds: ['count', 'ratio', 'query'],
    language: 'logql',
    delay: 30_000,
    options: schemas/* strictObject */.rej({
        tenant: schemas/* string */.YjP().min(1).optional().describe('Sent as X-Scope-OrgID; several as a|b')
    }),
    connect: loki_connect
};
function loki_connect(endpoint) {
    const { tenant } = endpoint.options;
    const scope = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {};
    const connection = { endpoint, headers: { 'Cache-Control': 'no-cache', ...scope } };
    return {
        source: question => loki_sourceOf(connection, question)
    };
}
function loki_sourceOf(connection, question) {
    const asking = askingOf(connection.endpoint, question);
    return {
        pointInTime: false,
        describe: asking.render,
        measure: (grid, io) => measure(connection, asking, grid, io)
    };
}
function askingOf(endpoint, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            return { render: width => question.query.render(width), events: false };
        case 'events': {
            const { query } = question;
            const count = (width) => `sum(count_over_time(${query.render(width).trim()} [${loki_duration(width)}]))`;
            return { render: query.usesWindow ? width => query.render(width) : count, events: true };
        }
        case 'probe':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
function loki_duration(width) {
    return width % 1000 === 0 ? `${width / 1000}s` : `${width}ms`;
}
async function measure(connection, asking, grid, io) {
    const logql = asking.render(grid.width);
    const instants = instantsOf(grid);
    if (instants.length <= mostExact) {
        const parts = await Promise.all(instants.map(async (at) => {
            const parameters = { query: logql, time: nanoseconds(at) };
            const reply = await query(connection, 'query', parameters, io);
            const part = withScanned(instantPart(connection.endpoint, reply, at), reply);
            return asking.events ? withZeros(part, [at]) : part;
        }));
        return joinParts(parts, grid);
    }
    const aligned = alignedTo(grid);
    const parts = [];
    for (const run of runsOf(aligned, mostPoints)) {
        const reply = await query(connection, 'query_range', rangeOf(logql, run), io);
        const part = withScanned(rangePart(connection.endpoint, reply, run), reply);
        parts.push(asking.events ? withZeros(part, instantsOf(run)) : part);
    }
    return joinParts(parts, aligned);
}
function rangeOf(logql, grid) {
    return {
        query: logql,
        start: nanoseconds(grid.first),
        end: nanoseconds(grid.last),
        step: loki_duration(grid.step)
    };
}
/** `totalLinesProcessed` is 0 where the stream selector matches nothing. */
function withScanned(part, { answer }) {
    const data = field(answer.body, 'data');
    const stats = isRecord(data) ? field(data, 'stats') : undefined;
    const summary = isRecord(stats) ? field(stats, 'summary') : undefined;
    const lines = isRecord(summary) ? field(summary, 'totalLinesProcessed') : undefined;
    return typeof lines === 'number' ? { ...part, scanned: lines } : part;
}
/** A count over no matching line is no sample; where lines were looked at, it is a zero. */
function withZeros(part, instants) {
    if (part.scanned === undefined || part.scanned === 0)
        return part;
    const series = part.series.length === 0 ? [{ labels: {}, samples: [] }] : part.series;
    return {
        ...part,
        series: series.map(({ labels, samples }) => {
            const values = new Map(samples.map(({ at, value }) => [at, value]));
            for (const at of instants)
                if (!values.has(at))
                    values.set(at, 0);
            return { labels, samples: [...values].map(([at, value]) => ({ at, value })) };
        })
    };
}
async function query({ endpoint, headers }, path, parameters, io) {
    const form = new URLSearchParams(parameters).toString();
    const asked = { method: 'GET', path: `/loki/api/v1/${path}?${form}`, headers };
    const { json, retries } = await askJson(endpoint, io, asked, loki_accountOf);
    return { answer: reading(endpoint, retries, () => readAnswer(json)), retries };
}
/** Errors are plain text; 400 is a query that Loki does not take. */
function loki_accountOf({ status, text }) {
    return { words: text, ...(status === 400 ? { code: 'invalid-query' } : {}) };
}
/** As text: nanoseconds do not fit a number. */
function nanoseconds(at) {
    return `${Math.round(at)}000000`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/prometheus.js








/** Prometheus refuses more points per series in one answer. */
const prometheus_mostPoints = 11_000;
/** Every backend and gateway takes a query by GET; a longer one may not fit their limits for a URL. */
const mostInUrl = 2_000;
const prometheus = {
    name: 'prometheus',
    summary: 'Prometheus and whatever speaks its query API (Thanos, Mimir, VictoriaMetrics, Grafana Cloud)',
    logs: false,
    kinds: ['ratio', 'query', 'count', 'firing'],
    language: 'promql',
    delay: 60_000,
    options: schemas/* strictObject */.rej({
        tenant: schemas/* string */.YjP().min(1).optional().describe('Sent as X-Scope-OrgID (Mimir, Cortex)')
    }),
    connect: prometheus_connect
};
/** Parameters that plain Prometheus ignores: no partial answers (Thanos), no cache, no shift (VictoriaMetrics). */
const always = { partial_response: 'false', nocache: '1', latency_offset: '1ms' };
function prometheus_connect(endpoint) {
    const { tenant } = endpoint.options;
    const headers = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {};
    const connection = { endpoint, headers, method: 'POST' };
    return {
        source: question => prometheus_sourceOf(connection, question)
    };
}
function prometheus_sourceOf(connection, question) {
    const render = renderer(connection.endpoint, question);
    return {
        pointInTime: question.kind === 'firing',
        describe: render,
        measure: (grid, io) => prometheus_measure(connection, render(grid.width), grid, io)
    };
}
function renderer(endpoint, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            return width => question.query.render(width);
        case 'events':
            if (!question.query.usesWindow) {
                throw new Error('A count over a window needs {{window}} in its query. Write increase(…[{{window}}]).');
            }
            return width => question.query.render(width);
        case 'firing': {
            const query = firingQuery(question.labels);
            return () => query;
        }
        case 'probe':
            throw cannotAsk(endpoint, question);
    }
}
/** No alert is no series; `or vector(0)` makes it the number it means. */
function firingQuery(labels) {
    const matchers = matchersOf({ ...labels, alertstate: 'firing' });
    return `count(ALERTS{${matchers.join(',')}}) or vector(0)`;
}
async function prometheus_measure(connection, promql, grid, io) {
    const parts = [];
    for (const run of runsOf(grid, prometheus_mostPoints)) {
        parts.push(run.first === run.last
            ? await instant(connection, promql, run, io)
            : await range(connection, promql, run, io));
    }
    return joinParts(parts, grid);
}
async function instant(connection, promql, grid, io) {
    const parameters = { query: promql, time: seconds(grid.first) };
    const reply = await prometheus_query(connection, '/api/v1/query', parameters, io);
    return prometheus_withScanned(instantPart(connection.endpoint, reply, grid.first), reply.answer);
}
async function range(connection, promql, grid, io) {
    const parameters = {
        query: promql,
        start: seconds(grid.first),
        end: seconds(grid.last),
        step: stepOf(grid.step)
    };
    const reply = await prometheus_query(connection, '/api/v1/query_range', parameters, io);
    return prometheus_withScanned(rangePart(connection.endpoint, reply, grid), reply.answer);
}
/** VictoriaMetrics counts the series that its selectors matched: none means a wrong name or label. */
function prometheus_withScanned(part, { body }) {
    const stats = field(body, 'stats');
    const fetched = isRecord(stats) ? Number(textField(stats, 'seriesFetched')) : Number.NaN;
    return Number.isInteger(fetched) ? { ...part, scanned: fetched } : part;
}
/** One query; a long one is sent again as GET where the backend takes no POST. */
async function prometheus_query(connection, path, parameters, io) {
    const { endpoint } = connection;
    const sent = asked(connection, path, parameters);
    let status = 0;
    const account = (response) => {
        status = response.status;
        return prometheus_accountOf(response);
    };
    try {
        const { json, retries } = await askJson(endpoint, io, sent, account);
        return { answer: reading(endpoint, retries, () => readAnswer(json)), retries };
    }
    catch (error) {
        if (status === 405 && sent.method === 'POST') {
            connection.method = 'GET';
            return prometheus_query(connection, path, parameters, io);
        }
        if (!(error instanceof errors/* ProviderError */.mZ) || status !== 422)
            throw error;
        if (!(await failsWithoutData(connection, parameters, io)))
            throw error;
        throw new errors/* ProviderError */.mZ({ ...error.failure, code: 'invalid-query' });
    }
}
function asked(connection, path, parameters) {
    const form = new URLSearchParams({ ...parameters, ...always }).toString();
    const { headers } = connection;
    if (connection.method === 'GET' || form.length <= mostInUrl) {
        return { method: 'GET', path: `${path}?${form}`, headers };
    }
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', path, headers: { ...headers, ...type }, body: form };
}
function prometheus_accountOf(response) {
    const { type, words } = readError(response.text);
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
    const again = asked(connection, '/api/v1/query', { query: promql, time: '1' });
    const response = await ask(connection.endpoint, io, { ...again, once: true });
    return response.status === 422;
}
/** Epoch seconds, whole milliseconds kept. */
function seconds(at) {
    return String(at / 1000);
}
/**
 * Backends cut a fraction to whole milliseconds, downwards, and 2.01 in binary is a little less than it
 * says: every instant of the grid would come a millisecond earlier than the one before. A microsecond
 * more is cut off again.
 */
function stepOf(step) {
    return step % 1000 === 0 ? seconds(step) : (step / 1000 + 1e-6).toFixed(6);
}

;// CONCATENATED MODULE: ./.cache/build/providers/victorialogs.js






/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const victorialogs_mostExact = 12;
/** Overlapping windows cannot be asked together, so there is an end to them. */
const mostWindows = 120;
const victorialogs_mostPoints = 11_000;
const victorialogs = {
    name: 'victorialogs',
    summary: 'VictoriaLogs: log lines counted by LogsQL',
    logs: true,
    kinds: ['count', 'ratio', 'query'],
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
    return {
        source: question => victorialogs_sourceOf(connection, question)
    };
}
function tenantOf({ options }) {
    const { 'account-id': account, 'project-id': project } = options;
    return {
        ...(typeof account === 'number' ? { AccountID: String(account) } : {}),
        ...(typeof project === 'number' ? { ProjectID: String(project) } : {})
    };
}
function victorialogs_sourceOf(connection, question) {
    const asking = victorialogs_askingOf(connection.endpoint, question);
    return {
        pointInTime: false,
        describe: asking.render,
        measure: (grid, io) => victorialogs_measure(connection, asking, grid, io)
    };
}
function victorialogs_askingOf(endpoint, question) {
    switch (question.kind) {
        case 'value':
            if (question.request !== undefined)
                throw cannotAsk(endpoint, question);
            return { render: width => question.query.render(width), counts: false };
        case 'events': {
            const { query } = question;
            if (query.usesWindow)
                return { render: width => query.render(width), counts: false };
            const count = (width) => `${query.render(width).trim()} | stats count() as value`;
            return { render: count, counts: true };
        }
        case 'probe':
        case 'firing':
            throw cannotAsk(endpoint, question);
    }
}
async function victorialogs_measure(connection, asking, grid, io) {
    const instants = instantsOf(grid);
    const logsql = asking.render(grid.width);
    if (instants.length > victorialogs_mostExact && grid.width === grid.step) {
        return adjoiningSteps(connection, asking, grid, io);
    }
    if (instants.length > mostWindows)
        throw new errors/* ProviderError */.mZ(tooMany(connection.endpoint));
    const parts = await Promise.all(instants.map(async (at) => {
        const parameters = { query: logsql, time: victorialogs_nanoseconds(at), ...windowOf(at - grid.width, at) };
        const reply = await victorialogs_query(connection, 'stats_query', parameters, io);
        return instantPart(connection.endpoint, reply, at);
    }));
    return joinParts(parts, grid);
}
function tooMany(endpoint) {
    const sentence = `is asked about more than ${mostWindows} overlapping windows at once. Shorten baseline.history or lengthen bake.interval.`;
    return failure(endpoint, 'provider-error', sentence, 0);
}
/**
 * Steps side by side, in one request. VictoriaLogs lays them on multiples of the step and stamps each
 * with its start; ours are stamped with their end, and those cut by an edge are left out.
 */
async function adjoiningSteps(connection, asking, grid, io) {
    const parts = [];
    const aligned = alignedTo(grid);
    for (const run of runsOf(aligned, victorialogs_mostPoints)) {
        const parameters = {
            query: asking.render(grid.width),
            step: `${grid.step}ms`,
            ...windowOf(run.first - grid.width, run.last)
        };
        const reply = await victorialogs_query(connection, 'stats_query_range', parameters, io);
        const part = rangePart(connection.endpoint, reply, run);
        const ended = part.series.map(series => endStamped(series, run));
        parts.push({ ...part, series: asking.counts ? victorialogs_withZeros(ended, run) : ended });
    }
    return joinParts(parts, aligned);
}
function endStamped({ labels, samples }, run) {
    return { labels, samples: samples.map(({ at, value }) => ({ at: at + run.step, value })) };
}
/** A step without a line is left out of the answer, while a single window counts 0. */
function victorialogs_withZeros(series, run) {
    const [{ labels, samples } = { labels: {}, samples: [] }] = series;
    const values = new Map(samples.map(({ at, value }) => [at, value]));
    return [{ labels, samples: instantsOf(run).map(at => ({ at, value: values.get(at) ?? 0 })) }];
}
/**
 * [start, end) in every version: older ones take `end` as included, and only the filter is exact there.
 */
function windowOf(start, end) {
    return {
        start: victorialogs_nanoseconds(start),
        end: victorialogs_nanoseconds(end),
        extra_filters: `_time:[${new Date(start).toISOString()}, ${new Date(end).toISOString()})`
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
    return { answer: reading(endpoint, retries, () => unnamed(readAnswer(json))), retries };
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
function victorialogs_nanoseconds(at) {
    return `${Math.round(at)}000000`;
}

;// CONCATENATED MODULE: ./.cache/build/providers/index.js





/** Every kind of backend, in the order of the documentation. */
const providers = [prometheus, loki, victorialogs, http, alertmanager];

// EXTERNAL MODULE: ./.cache/build/rollback/evidence.js
var evidence = __webpack_require__(6963);
// EXTERNAL MODULE: ./.cache/build/rollback/tag.js
var tag = __webpack_require__(3816);
;// CONCATENATED MODULE: ./.cache/build/rollback/live.js



/** Deployments that are looked at: each costs a request. */
const lookedAt = 5;
/**
 * The commit that runs in an environment: its newest deployment that ever succeeded (GitHub turns earlier
 * successes inactive). undefined: no deployment says so. A person who asks for a rollback by hand speaks of
 * this commit, whatever the branch is that the workflow runs on.
 *
 * A deployment made by the rollback workflow names the tip of that branch; with `rollback` it counts for the
 * one release tag in its run's title.
 */
async function liveCommit(github, environment, rollback) {
    try {
        for (const { id, sha, createdAt } of await github.deployments(environment, lookedAt)) {
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
        if (error instanceof errors/* GitHubError */.y_)
            return undefined;
        throw error;
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
    const http = await world.openHttp();
    const forge = await openForge(world, inputs, run, warnings);
    const asking = { world, inputs, run, warnings, ...forge };
    const byHand = isByHand(inputs, run);
    const named = inputs.sha ?? run.deployedSha;
    // A rollback by hand asks no backend: the names in its queries need no look-up.
    const version = inputs.version ?? (byHand ? '' : await versionOf(forge.github, named, warnings));
    const settings = await readSettings(asking, named, version);
    const live = byHand
        ? await liveCommit(forge.github, inputs.environment, settings.rollback)
        : undefined;
    const deploy = deployOf(asking, settings, live ?? named, version);
    return {
        ...asking,
        http,
        settings,
        connected: (0,connect/* connect */.N)(settings, providers),
        deploy,
        facts: runFacts(inputs, run, settings, deploy, startedAt),
        identity: rollback_record/* ACTIONS_BOT */.aX
    };
}
/** GitHub by both tokens. Its first answer also sets our clock. */
async function openForge(world, inputs, run, warnings) {
    for (const token of [inputs.githubToken, inputs.rollbackToken])
        world.runner.setSecret(token);
    const open = (token) => world.github({ token, apiUrl: inputs.githubApiUrl, repository: run.repository });
    const github = await open(inputs.githubToken);
    const own = inputs.rollbackToken === inputs.githubToken;
    const repository = await readRepository(github, run, warnings);
    const clockSkew = synchronise(world, github, warnings);
    const rollbackGitHub = own ? github : await open(inputs.rollbackToken);
    return { github, rollbackGitHub, repository, clockSkew };
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
    throw new errors/* ConfigError */.xL('invalid-config', [{ path: 'deployed-at', message }]);
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
        if (!(error instanceof errors/* GitHubError */.y_))
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
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        warnings.add(error.message);
        return sha.slice(0, 7);
    }
}


/***/ })

};
