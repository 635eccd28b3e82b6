export const id = 548;
export const ids = [548];
export const modules = {

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

/***/ 2548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHub: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./.cache/build/errors.js
var errors = __webpack_require__(1712);
// EXTERNAL MODULE: ./.cache/build/ids.js
var ids = __webpack_require__(8961);
;// CONCATENATED MODULE: ./.cache/build/io/github-request.js

const ATTEMPTS = 3;
/** A longer `retry-after` would hold up a verdict or a rollback: the caller decides then. */
const LONGEST_RETRY_AFTER = 10_000;
const REQUEST_TIMEOUT = 15_000;
/** The runner allows 7.5 seconds after a cancellation; this leaves room for two writes. */
const TIMEOUT_WHEN_CANCELLED = 3_000;
/** Failures before a byte was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/**
 * Sends requests through an octokit, counts them and measures the clock skew from each answer's `Date`.
 * Rejects with GitHubError only; a rate limit is status 429 there, whatever GitHub answered.
 */
function createSender(octokit, { clock, signal, random = Math.random }) {
    let requests = 0;
    let skew;
    async function once(route, parameters, needs) {
        requests++;
        const sentAt = clock.now();
        const deadline = requestDeadline(signal);
        try {
            const answer = await octokit.request(route, {
                ...parameters,
                request: { signal: deadline.signal }
            });
            skew = measureSkew(answer.headers, sentAt, clock.now()) ?? skew;
            return answer;
        }
        catch (error) {
            const refusal = describeRefusal(route, error, needs);
            skew = measureSkew(refusal.headers, sentAt, clock.now()) ?? skew;
            return refusal;
        }
        finally {
            deadline.clear();
        }
    }
    async function read(route, parameters, needs) {
        for (let attempt = 1;; attempt++) {
            const answer = await once(route, parameters, needs);
            if (!('error' in answer))
                return answer;
            const wait = attempt < ATTEMPTS ? retryWait(answer, random) : undefined;
            if (wait === undefined || !(await slept(clock, wait, signal)))
                throw answer.error;
        }
    }
    async function write(route, parameters, needs) {
        const answer = await once(route, parameters, needs);
        if ('error' in answer)
            throw answer.error;
        return answer;
    }
    return { read, write, skew: () => skew, requests: () => requests };
}
/** One header as text. */
function header(headers, name) {
    const value = headers[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
/**
 * Rebuilds an octokit error from the fields we know to be harmless. Texts of network errors are dropped:
 * undici quotes an invalid header whole, and the header is the token.
 */
function describeRefusal(route, error, needs) {
    const isWrite = !route.startsWith('GET ');
    const response = field(error, 'response');
    const status = field(response, 'status');
    if (typeof status !== 'number') {
        const code = networkCode(error);
        const message = `GitHub ${route}: no answer (${code}).`;
        return { error: new errors/* GitHubError */.y_(0, message, isWrite && !NEVER_SENT.has(code)), headers: {} };
    }
    const headers = asHeaders(field(response, 'headers'));
    const words = githubWords(field(response, 'data'));
    const limited = isLimited(status, headers, words);
    // GitHub answers 404 in words; a page without any is a router's that knows no such route.
    const isUnknown = status === 404 && typeof field(field(response, 'data'), 'message') !== 'string';
    const remedy = limited || isUnknown ? '' : remedyFor(status, needs);
    const told = isUnknown ? 'this server does not know the route' : words;
    const message = `GitHub ${route} answered ${status}: ${told}.${remedy}`;
    const mayHaveHappened = isWrite && status >= 500;
    const kind = isUnknown ? 'unknown-route' : 'refusal';
    const rebuilt = new errors/* GitHubError */.y_(limited ? 429 : status, message, mayHaveHappened, kind);
    return { error: rebuilt, headers };
}
/** Milliseconds; undefined: no other attempt. */
function retryWait({ error, headers }, random) {
    if (error.status === 429) {
        const seconds = Number(header(headers, 'retry-after') ?? NaN);
        return seconds >= 0 && seconds * 1000 <= LONGEST_RETRY_AFTER ? seconds * 1000 : undefined;
    }
    return error.status === 0 || error.status >= 500 ? 500 + random() * 1500 : undefined;
}
async function slept(clock, ms, signal) {
    try {
        await clock.sleep(ms, signal ?? new AbortController().signal);
        return true;
    }
    catch {
        return false;
    }
}
function requestDeadline(signal) {
    const controller = new AbortController();
    const expire = () => controller.abort(new DOMException('deadline', 'TimeoutError'));
    const cancelled = signal?.aborted === true;
    let timer = setTimeout(expire, cancelled ? TIMEOUT_WHEN_CANCELLED : REQUEST_TIMEOUT);
    const hurry = () => {
        clearTimeout(timer);
        timer = setTimeout(expire, TIMEOUT_WHEN_CANCELLED);
    };
    signal?.addEventListener('abort', hurry, { once: true });
    const clear = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', hurry);
    };
    return { signal: controller.signal, clear };
}
/** `Date` has whole seconds: half a second is its expected value, half the round trip its age. */
function measureSkew(headers, sentAt, receivedAt) {
    const date = Date.parse(header(headers, 'date') ?? '');
    return Number.isNaN(date) ? undefined : Math.round(date + 500 - (sentAt + receivedAt) / 2);
}
function isLimited(status, headers, words) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return (header(headers, 'retry-after') !== undefined ||
        header(headers, 'x-ratelimit-remaining') === '0' ||
        /rate limit/i.test(words));
}
function remedyFor(status, needs) {
    if (status === 401)
        return ' The token is expired, revoked or not valid here.';
    if (needs === undefined || (status !== 403 && status !== 404))
        return '';
    return ` Add \`${needs}\` to the permissions of the job.`;
}
/** GitHub's own message and field errors, without the link to its documentation. */
function githubWords(data) {
    const message = field(data, 'message');
    const errors = field(data, 'errors');
    const details = Array.isArray(errors) ? errors.map(describeFieldError) : [];
    const text = typeof message === 'string' ? message : 'no message';
    const all = [text, ...details.filter(detail => detail !== '')].join('; ');
    return all.replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '');
}
function describeFieldError(error) {
    if (typeof error === 'string')
        return error;
    const message = field(error, 'message');
    return typeof message === 'string' ? message : '';
}
function networkCode(error) {
    let current = error;
    for (let depth = 0; depth < 4 && current !== undefined; depth++) {
        const code = field(current, 'code');
        if (typeof code === 'string' && /^[A-Z_]+$/.test(code))
            return code;
        if (field(current, 'name') === 'TimeoutError')
            return 'time-out';
        current = field(current, 'cause');
    }
    return 'network error';
}
function asHeaders(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
function field(value, name) {
    if (typeof value !== 'object' || value === null || !(name in value))
        return undefined;
    return value[name];
}

;// CONCATENATED MODULE: ./.cache/build/io/github-answers.js


/** Most that GitHub puts on one page. */
const PAGE = 100;
/** The answer to one read, in its shape. */
async function one(sender, route, query, shape, needs) {
    return parse(await sender.read(route, query, needs), shape, route, false);
}
/** The answer to one write, in its shape. */
async function create(sender, route, body, shape, needs) {
    return parse(await sender.write(route, body, needs), shape, route, true);
}
/** All pages of a listing, at most `cap`; `more`: there were further ones. */
async function pages(sender, route, query, shape, cap, needs, enough = () => false) {
    const items = [];
    for (let page = 1; page <= cap; page++) {
        const answer = await sender.read(route, { ...query, per_page: PAGE, page }, needs);
        const found = parse(answer, shape, route, false);
        items.push(...found);
        if (!hasNext(answer) || enough(found))
            return { items, more: false };
    }
    return { items, more: true };
}
/** Rejects an answer of another shape; after a write its effect may have happened all the same. */
function parse(answer, shape, route, isWrite) {
    const parsed = shape.safeParse(answer.data);
    if (parsed.success)
        return parsed.data;
    const place = parsed.error.issues[0]?.path.join('.') || 'the answer';
    const message = `GitHub ${route}: ${place} is not what the API documents.`;
    throw new errors/* GitHubError */.y_(answer.status, message, isWrite, 'odd-answer');
}
/** undefined for a 404 (and for the other status by which GitHub says that there is no such thing). */
async function found404(ask, alsoStatus) {
    try {
        return await ask();
    }
    catch (error) {
        // A route that nobody knows says nothing of the thing.
        if (error instanceof errors/* GitHubError */.y_ && error.kind === 'unknown-route')
            throw error;
        if (isStatus(error, 404) || (alsoStatus !== undefined && isStatus(error, alsoStatus))) {
            return undefined;
        }
        throw error;
    }
}
function isStatus(error, status) {
    return error instanceof errors/* GitHubError */.y_ && error.status === status;
}
function hasNext(answer) {
    return (header(answer.headers, 'link') ?? '').includes('rel="next"');
}
/** Number of the last page by the `link` header. */
function lastPage(answer) {
    const link = header(answer.headers, 'link') ?? '';
    const last = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(link);
    return last?.[1] === undefined ? 1 : Number(last[1]);
}
/**
 * Segments are encoded, slashes stay: tags, branches and files may hold them. A `..` would reach another
 * endpoint, encoded or not, and is refused.
 */
function encodePath(path) {
    const segments = path.split('/');
    if (segments.some(segment => segment === '..' || segment === '.')) {
        throw new errors/* GitHubError */.y_(0, `GitHub: "${path}" is not a path or name that can be asked for.`, false);
    }
    return segments.map(encodeURIComponent).join('/');
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./.cache/build/io/github-shapes.js

/**
 * What we read of GitHub's answers, checked at run time. Shapes: https://docs.github.com/rest (2026-03-10
 * and 2022-11-28). Ids may arrive as BigInt from octokit and are strings from here on. What a decision does
 * not need may be missing: Gitea and older servers leave fields out that GitHub gives.
 */
const id = schemas/* union */.KCZ([schemas/* int */.Whr(), schemas/* bigint */.oad(), schemas/* string */.YjP().min(1)]).transform(String);
const instant = iso/* datetime */.w$({ offset: true }).transform(text => Date.parse(text));
/** A person or bot; null for deleted accounts. */
const login = schemas/* object */.Ikc({ login: schemas/* string */.YjP() })
    .nullish()
    .transform(user => user?.login ?? '');
/** GitHub lists at most so many files of a comparison. */
const COMPARED_FILES = 300;
/** Where a server does not say that a repository is private, it is taken for public: nothing is quoted then. */
const repositoryShape = schemas/* object */.Ikc({ private: schemas/* boolean */.zMY().default(false), default_branch: schemas/* string */.YjP() })
    .transform((it) => ({ private: it.private, defaultBranch: it.default_branch }));
const fileShape = schemas/* object */.Ikc({
    type: schemas/* literal */.euz('file').optional(),
    encoding: schemas/* literal */.euz('base64').optional(),
    content: schemas/* string */.YjP()
});
const commitShape = schemas/* object */.Ikc({ sha: schemas/* string */.YjP() });
const gitObjectShape = schemas/* object */.Ikc({ object: schemas/* object */.Ikc({ type: schemas/* string */.YjP(), sha: schemas/* string */.YjP() }) });
const tagListShape = schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP(), commit: schemas/* object */.Ikc({ sha: schemas/* string */.YjP() }) }));
const pullRequestShape = schemas/* object */.Ikc({
    number: schemas/* int */.Whr(),
    state: schemas/* enum */.k5n(['open', 'closed']).default('open'),
    merged_at: instant.nullish(),
    base: schemas/* object */.Ikc({ ref: schemas/* string */.YjP() }).default({ ref: '' }),
    head: schemas/* object */.Ikc({ sha: schemas/* string */.YjP() }).default({ sha: '' }),
    title: schemas/* string */.YjP().default('')
})
    .transform((it) => ({
    number: it.number,
    state: it.state,
    ...(it.merged_at == null ? {} : { mergedAt: it.merged_at }),
    baseRef: it.base.ref,
    headSha: it.head.sha,
    title: it.title
}));
const pullRequestsShape = schemas/* array */.YOg(pullRequestShape);
const deploymentsShape = schemas/* array */.YOg(schemas/* object */.Ikc({
    id,
    sha: schemas/* string */.YjP(),
    ref: schemas/* string */.YjP().default(''),
    environment: schemas/* string */.YjP().default(''),
    created_at: instant.nullish(),
    task: schemas/* string */.YjP().default('deploy'),
    creator: login
})
    .transform(({ created_at: createdAt, ...rest }) => ({
    ...rest,
    createdAt: createdAt ?? 0
})));
const deploymentStatusesShape = schemas/* array */.YOg(schemas/* object */.Ikc({
    state: schemas/* string */.YjP(),
    created_at: instant.nullish(),
    log_url: schemas/* string */.YjP().nullish(),
    target_url: schemas/* string */.YjP().nullish()
})
    .transform((it) => {
    const logUrl = it.log_url || it.target_url;
    return { state: it.state, createdAt: it.created_at ?? 0, ...(logUrl ? { logUrl } : {}) };
}));
const releasesShape = schemas/* array */.YOg(schemas/* object */.Ikc({
    tag_name: schemas/* string */.YjP(),
    draft: schemas/* boolean */.zMY().default(false),
    prerelease: schemas/* boolean */.zMY().default(false),
    published_at: instant.nullish()
})
    .transform((it) => ({
    tag: it.tag_name,
    draft: it.draft,
    prerelease: it.prerelease,
    ...(it.published_at == null ? {} : { publishedAt: it.published_at })
})));
/** Commits of a comparison, GitHub's and Gitea's. */
const comparedCommit = schemas/* object */.Ikc({
    sha: schemas/* string */.YjP(),
    author: login,
    commit: schemas/* object */.Ikc({
        message: schemas/* string */.YjP(),
        author: schemas/* object */.Ikc({ name: schemas/* string */.YjP().optional() }).nullish()
    })
})
    .transform(it => ({
    sha: it.sha,
    title: it.commit.message.split('\n', 1)[0] ?? '',
    author: it.author || (it.commit.author?.name ?? '')
}));
/** Of a larger change the beginning is enough: it is only looked through for names and lines. */
const LONGEST_PATCH = 60_000;
const comparedFile = schemas/* object */.Ikc({
    filename: schemas/* string */.YjP(),
    previous_filename: schemas/* string */.YjP().optional(),
    status: schemas/* string */.YjP().default('modified'),
    patch: schemas/* string */.YjP().optional()
})
    .transform((it) => ({
    path: it.filename,
    ...(it.previous_filename ? { previousPath: it.previous_filename } : {}),
    status: it.status,
    ...(it.patch === undefined ? {} : { patch: it.patch.slice(0, LONGEST_PATCH) })
}));
/** One commit with what it changed, GitHub's and Gitea's. */
const changedFilesShape = schemas/* object */.Ikc({ files: schemas/* array */.YOg(comparedFile) })
    .transform(it => it.files);
const comparedCommits = schemas/* array */.YOg(comparedCommit);
const comparisonShape = schemas/* object */.Ikc({
    status: schemas/* enum */.k5n(['ahead', 'behind', 'identical', 'diverged']),
    files: schemas/* array */.YOg(comparedFile).optional(),
    total_commits: schemas/* int */.Whr().optional(),
    commits: comparedCommits.default([])
})
    .transform((it) => {
    const compared = it.files ?? [];
    return {
        status: it.status,
        // A rename changes both paths.
        files: compared.flatMap(({ path, previousPath }) => previousPath === undefined ? [path] : [path, previousPath]),
        filesTruncated: it.files === undefined || compared.length >= COMPARED_FILES,
        compared,
        total: it.total_commits ?? it.commits.length,
        commits: it.commits
    };
});
const commitsShape = schemas/* array */.YOg(commitShape);
/** Other servers have more of them; ours are these. */
const statusStates = ['error', 'failure', 'pending', 'success'];
const statusShape = schemas/* object */.Ikc({
    id,
    state: schemas/* string */.YjP().nullish(),
    // Gitea's name for it.
    status: schemas/* string */.YjP().nullish(),
    context: schemas/* string */.YjP(),
    description: schemas/* string */.YjP().nullish(),
    target_url: schemas/* string */.YjP().nullish(),
    creator: login,
    created_at: instant.nullish()
})
    .transform((it) => ({
    id: it.id,
    state: statusStates.find(known => known === (it.state ?? it.status)) ?? 'error',
    context: it.context,
    description: it.description ?? '',
    targetUrl: it.target_url ?? '',
    creator: it.creator,
    createdAt: it.created_at ?? 0
}));
const statusesShape = schemas/* array */.YOg(statusShape);
/** Of one that was just written only its creator is news. */
const writtenStatusShape = schemas/* object */.Ikc({ creator: login });
const workflowShape = schemas/* object */.Ikc({ id: id.optional(), path: schemas/* string */.YjP().default(''), state: schemas/* string */.YjP() })
    .transform((it) => ({ ...it, id: it.id ?? '' }));
/**
 * `display_title` is absent on old servers. Gitea gives `started_at` and `completed_at` instead of GitHub's
 * instants, and no `conclusion` while the run lasts. 0: an instant is not known.
 */
const runShape = schemas/* object */.Ikc({
    id,
    html_url: schemas/* string */.YjP().default(''),
    status: schemas/* string */.YjP(),
    conclusion: schemas/* string */.YjP().nullish(),
    event: schemas/* string */.YjP().default('workflow_dispatch'),
    display_title: schemas/* string */.YjP().nullish(),
    name: schemas/* string */.YjP().nullish(),
    created_at: instant.nullish(),
    run_started_at: instant.nullish(),
    started_at: instant.nullish(),
    updated_at: instant.nullish(),
    completed_at: instant.nullish()
})
    .transform((it) => {
    const startedAt = it.run_started_at ?? it.started_at;
    return {
        id: it.id,
        url: it.html_url,
        status: it.status,
        conclusion: it.conclusion || null,
        event: it.event,
        title: it.display_title ?? it.name ?? '',
        createdAt: it.created_at ?? startedAt ?? 0,
        ...(startedAt == null ? {} : { startedAt }),
        updatedAt: it.updated_at ?? it.completed_at ?? 0
    };
});
const runsShape = schemas/* object */.Ikc({ workflow_runs: schemas/* array */.YOg(runShape) })
    .transform(it => it.workflow_runs);
/** `html_url` is for people; without it the run is named by its address in the API. */
const dispatchShape = schemas/* object */.Ikc({ workflow_run_id: id, html_url: schemas/* string */.YjP().nullish(), run_url: schemas/* string */.YjP().nullish() })
    .transform(it => ({ runId: it.workflow_run_id, url: it.html_url ?? it.run_url ?? '' }));
const commentShape = schemas/* object */.Ikc({ id, html_url: schemas/* string */.YjP().default(''), body: schemas/* string */.YjP().nullish(), user: login })
    .transform((it) => ({
    id: it.id,
    url: it.html_url,
    body: it.body ?? '',
    author: it.user
}));
const commentsShape = schemas/* array */.YOg(commentShape);
const issueShape = schemas/* object */.Ikc({
    number: schemas/* int */.Whr(),
    body: schemas/* string */.YjP().nullish(),
    user: schemas/* object */.Ikc({ login: schemas/* string */.YjP() }).nullish(),
    html_url: schemas/* string */.YjP(),
    pull_request: schemas/* unknown */.L5J().optional()
});
const issuesShape = schemas/* array */.YOg(issueShape);

;// CONCATENATED MODULE: ./.cache/build/io/gitea.js




/**
 * What Gitea and Forgejo have under another route than GitHub, or in another form. Asked only where the server says by
 * its answer that it does not know GitHub's route, so a server that learns it is asked as GitHub is. An answer that has
 * neither form is an error here as well.
 * https://docs.gitea.com/api
 */
function elsewhere(sender, root) {
    const needs = 'contents: read';
    return {
        async commit(ref) {
            const route = `GET ${root}/git/commits/${encodeURIComponent(ref)}`;
            return (await found404(() => one(sender, route, {}, commitShape, needs), 422))?.sha;
        },
        async tagCommit(tag) {
            const route = `GET ${root}/tags/${encodeURIComponent(tag)}`;
            return (await found404(() => one(sender, route, {}, tagShape, needs)))?.commit.sha;
        },
        async pullRequestsOf(sha) {
            const route = `GET ${root}/commits/${encodeURIComponent(sha)}/pull`;
            const read = () => one(sender, route, {}, pullRequestShape, 'pull-requests: write');
            const found = await found404(read, 422);
            return found === undefined ? [] : [found];
        },
        /** Gitea tells how many commits one has and the other lacks; which files differ it does not tell. */
        async compare(base, head) {
            const [ahead, behind] = await Promise.all([
                apart(sender, root, base, head),
                apart(sender, root, head, base)
            ]);
            return {
                status: standing(ahead.total_commits, behind.total_commits),
                files: [],
                filesTruncated: true,
                compared: [],
                total: ahead.total_commits,
                commits: ahead.commits
            };
        },
        /** Names only: how they changed it does not tell. */
        filesOf: sha => one(sender, `GET ${root}/git/commits/${encodeURIComponent(sha)}`, {}, changedFilesShape, 'contents: read'),
        async dispatchedRuns(workflow, since) {
            const route = `GET ${root}/actions/runs`;
            const query = { event: 'workflow_dispatch' };
            const shape = gitea_runsShape(workflow);
            const listed = await pages(sender, route, query, shape, RUN_PAGES, 'actions: read');
            return listed.items
                .filter(run => run.createdAt >= since)
                .toSorted((a, b) => b.createdAt - a.createdAt);
        }
    };
}
const RUN_PAGES = 3;
const tagShape = schemas/* object */.Ikc({ commit: schemas/* object */.Ikc({ sha: schemas/* string */.YjP() }) });
const apartShape = schemas/* object */.Ikc({
    total_commits: schemas/* int */.Whr(),
    commits: comparedCommits.nullish().transform(commits => commits ?? [])
});
/**
 * The runs of one workflow among all; `path` is the file's name and the ref, `rollback.yml@refs/heads/main`. Others need
 * not be readable: they decide nothing.
 */
function gitea_runsShape(workflow) {
    return schemas/* object */.Ikc({ workflow_runs: schemas/* array */.YOg(schemas/* looseObject */._H3({ path: schemas/* string */.YjP() })) })
        .transform(({ workflow_runs: runs }) => runs.filter(({ path }) => path.split('@')[0] === workflow))
        .pipe(schemas/* array */.YOg(runShape));
}
function apart(sender, root, base, head) {
    const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
    return one(sender, `GET ${root}/compare/${range}`, {}, apartShape, 'contents: read');
}
function standing(ahead, behind) {
    if (ahead === 0)
        return behind === 0 ? 'identical' : 'behind';
    return behind === 0 ? 'ahead' : 'diverged';
}
/**
 * GitHub's answer, or the other server's where it does not know GitHub's route. A comparison has the same route there
 * and another form, so it alone is asked for again where the form is not GitHub's.
 */
function withForge(github, other) {
    const orElse = async (ask, askOther, where = ['unknown-route']) => {
        try {
            return await ask;
        }
        catch (error) {
            if (!(error instanceof errors/* GitHubError */.y_) || !where.includes(error.kind))
                throw error;
            return askOther();
        }
    };
    return {
        ...github,
        commit: ref => orElse(github.commit(ref), () => other.commit(ref)),
        tagCommit: tag => orElse(github.tagCommit(tag), () => other.tagCommit(tag)),
        pullRequestsOf: sha => orElse(github.pullRequestsOf(sha), () => other.pullRequestsOf(sha)),
        compare: (base, head) => orElse(github.compare(base, head), () => other.compare(base, head), [
            'unknown-route',
            'odd-answer'
        ]),
        filesOf: sha => orElse(github.filesOf(sha), () => other.filesOf(sha)),
        dispatchedRuns: (workflow, since) => orElse(github.dispatchedRuns(workflow, since), () => other.dispatchedRuns(workflow, since))
    };
}

;// CONCATENATED MODULE: ./.cache/build/io/github.js






/** The first version whose dispatch answers with the run that came of it. */
const DISPATCH_VERSION = '2026-03-10';
/** Pages of 100: a commit has at most 1 000 statuses of one context. */
const STATUS_PAGES = 10;
const TAG_PAGES = 5;
const RELEASE_PAGES = 2;
const github_RUN_PAGES = 3;
/** 1 000 comments are ten requests; of more only the first and the newest are read. */
const COMMENT_PAGES = 12;
/** An annotated tag may point at another one; nobody nests deeper. */
const TAG_DEPTH = 5;
/**
 * What Bakegate asks of one repository, through an octokit. Reads are tried three times, writes once.
 * Every method rejects with GitHubError only, which holds neither a request nor a header.
 */
function createGitHub(octokit, options) {
    const sender = createSender(octokit, options);
    const root = `/repos/${encodePath(options.owner)}/${encodePath(options.repo)}`;
    const github = {
        skew: () => sender.skew(),
        requests: () => sender.requests(),
        ...readContents(sender, root),
        ...readDeployments(sender, root),
        ...keepStatuses(sender, root),
        ...driveWorkflows(sender, root),
        ...writeIssues(sender, root)
    };
    return withForge(github, elsewhere(sender, root));
}
function readContents(sender, root) {
    const needs = 'contents: read';
    return {
        repository: () => one(sender, `GET ${root}`, {}, repositoryShape),
        async file(path, ref) {
            const route = `GET ${root}/contents/${encodePath(path)}`;
            const found = await found404(() => one(sender, route, { ref }, fileShape, needs));
            return found && Buffer.from(found.content, 'base64').toString('utf8');
        },
        async commit(ref) {
            const route = `GET ${root}/commits/${encodePath(ref)}`;
            const found = await found404(() => one(sender, route, {}, commitShape, needs), 422);
            return found?.sha;
        },
        async tagCommit(tag) {
            const route = `GET ${root}/git/ref/tags/${encodePath(tag)}`;
            let found = await found404(() => one(sender, route, {}, gitObjectShape, needs));
            for (let depth = 0; found?.object.type === 'tag' && depth < TAG_DEPTH; depth++) {
                const peel = `GET ${root}/git/tags/${found.object.sha}`;
                found = await found404(() => one(sender, peel, {}, gitObjectShape, needs));
            }
            return found?.object.type === 'commit' ? found.object.sha : undefined;
        },
        async tagsOf(sha) {
            const all = await pages(sender, `GET ${root}/tags`, {}, tagListShape, TAG_PAGES, needs);
            return all.items.filter(tag => tag.commit.sha === sha).map(tag => tag.name);
        },
        async releases() {
            const route = `GET ${root}/releases`;
            return (await pages(sender, route, {}, releasesShape, RELEASE_PAGES, needs)).items;
        },
        compare: (base, head) => one(sender, `GET ${root}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`, {}, comparisonShape, needs),
        async commitsBetween(base, head, page) {
            const route = `GET ${root}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
            const query = { per_page: PAGE, page };
            return (await one(sender, route, query, comparisonShape, needs)).commits;
        },
        filesOf: (sha) => one(sender, `GET ${root}/commits/${encodePath(sha)}`, {}, changedFilesShape, needs),
        async commitsTouching(path, head) {
            const query = { path, sha: head, per_page: PAGE };
            const listed = await one(sender, `GET ${root}/commits`, query, commitsShape, needs);
            return listed.map(commit => commit.sha);
        },
        async pullRequestsOf(sha) {
            const route = `GET ${root}/commits/${encodePath(sha)}/pulls`;
            const read = () => one(sender, route, { per_page: PAGE }, pullRequestsShape, 'pull-requests: write');
            return (await found404(read, 422)) ?? [];
        }
    };
}
function readDeployments(sender, root) {
    const needs = 'deployments: read';
    return {
        async deployments(environment, limit) {
            const query = { environment, per_page: Math.min(limit, PAGE) };
            const route = `GET ${root}/deployments`;
            const listed = await one(sender, route, query, deploymentsShape, needs);
            return listed.toSorted((a, b) => b.createdAt - a.createdAt || (0,ids/* compareIds */.q)(b.id, a.id));
        },
        async deploymentStatuses(id) {
            const route = `GET ${root}/deployments/${encodePath(id)}/statuses`;
            return one(sender, route, { per_page: PAGE }, deploymentStatusesShape, needs);
        }
    };
}
function keepStatuses(sender, root) {
    const needs = 'statuses: write';
    return {
        async statuses(sha) {
            const route = `GET ${root}/commits/${encodePath(sha)}/statuses`;
            const listed = await pages(sender, route, {}, statusesShape, STATUS_PAGES, needs);
            if (listed.more)
                throw new errors/* GitHubError */.y_(0, `GitHub ${route}: more than 1000 statuses.`, false);
            return listed.items.toSorted((a, b) => (0,ids/* compareIds */.q)(b.id, a.id));
        },
        async createStatus(sha, status) {
            const route = `POST ${root}/statuses/${encodePath(sha)}`;
            const { state, context, description, targetUrl } = status;
            const body = { state, context, description };
            const link = targetUrl === '' ? {} : { target_url: targetUrl };
            return create(sender, route, { ...body, ...link }, writtenStatusShape, needs);
        }
    };
}
function driveWorkflows(sender, root) {
    const path = (file) => `${root}/actions/workflows/${encodePath(file)}`;
    const seen = new Map();
    return {
        workflow: (file) => found404(() => one(sender, `GET ${path(file)}`, {}, workflowShape, 'actions: read')),
        async dispatch(workflow, ref, inputs) {
            const answer = await sendDispatch(sender, `POST ${path(workflow)}/dispatches`, ref, inputs);
            if (answer.status === 204)
                return undefined;
            return parse(answer, dispatchShape, `POST ${path(workflow)}/dispatches`, true);
        },
        async run(id) {
            const route = `GET ${root}/actions/runs/${encodePath(id)}`;
            const known = seen.get(id);
            const headers = known === undefined ? {} : { 'if-none-match': known.etag };
            try {
                const answer = await sender.read(route, { headers }, 'actions: read');
                const run = parse(answer, runShape, route, false);
                const etag = header(answer.headers, 'etag');
                if (etag !== undefined)
                    seen.set(id, { etag, run });
                return run;
            }
            catch (error) {
                if (isStatus(error, 304))
                    return known?.run;
                if (isStatus(error, 404))
                    return undefined;
                throw error;
            }
        },
        /**
         * Filtered by time here and not by the query's `created`: that filter is answered by a search index,
         * which lags, and the newest run is the one asked for.
         */
        async dispatchedRuns(workflow, since) {
            const route = `GET ${path(workflow)}/runs`;
            const query = { event: 'workflow_dispatch' };
            const enough = (runs) => runs.some(run => run.createdAt < since);
            const needs = 'actions: read';
            const listed = await pages(sender, route, query, runsShape, github_RUN_PAGES, needs, enough);
            return (listed.items
                // 0: a server that does not say when a run was created; its title may be ours all the same.
                .filter(run => run.createdAt >= since || run.createdAt === 0)
                .toSorted((a, b) => b.createdAt - a.createdAt || (0,ids/* compareIds */.q)(b.id, a.id)));
        }
    };
}
function writeIssues(sender, root) {
    const needs = 'pull-requests: write';
    const comment = (id) => `${root}/issues/comments/${encodePath(id)}`;
    return {
        comments: (issue) => readComments(sender, `GET ${root}/issues/${issue}/comments`),
        createComment: (issue, body) => create(sender, `POST ${root}/issues/${issue}/comments`, { body }, commentShape, needs),
        updateComment: (id, body) => create(sender, `PATCH ${comment(id)}`, { body }, commentShape, needs),
        async deleteComment(id) {
            await sender.write(`DELETE ${comment(id)}`, {}, needs);
        },
        async issues(label) {
            const query = { labels: label, state: 'open', per_page: PAGE };
            const route = `GET ${root}/issues`;
            const listed = await one(sender, route, query, issuesShape, 'issues: read');
            return listed.filter(issue => issue.pull_request === undefined).map(issueOf);
        },
        async createIssue(title, body, labels) {
            const route = `POST ${root}/issues`;
            const shape = issueShape;
            return issueOf(await create(sender, route, { title, body, labels }, shape, 'issues: write'));
        },
        async updateIssue(number, title, body) {
            const route = `PATCH ${root}/issues/${number}`;
            return issueOf(await create(sender, route, { title, body }, issueShape, 'issues: write'));
        }
    };
}
function issueOf(issue) {
    const { number, body, user, html_url: url } = issue;
    return { number, body: body ?? '', author: user?.login ?? '', url };
}
/**
 * Asks for the run's id through the API version that gives it; a server that knows neither that version
 * nor the field answers 400 (no effect) and is asked once more without. Nothing else is repeated.
 */
async function sendDispatch(sender, route, ref, inputs) {
    const needs = 'actions: write';
    const headers = { 'x-github-api-version': DISPATCH_VERSION };
    try {
        return await sender.write(route, { ref, inputs, headers }, needs);
    }
    catch (error) {
        if (!isStatus(error, 400))
            throw error;
        return sender.write(route, { ref, inputs }, needs);
    }
}
/** Comments are listed oldest first and cannot be sorted: page 1 tells the last page, then backwards. */
async function readComments(sender, route) {
    const page = async (number) => {
        const query = { per_page: PAGE, page: number };
        const answer = await sender.read(route, query, 'pull-requests: write');
        return { answer, comments: parse(answer, commentsShape, route, false) };
    };
    const first = await page(1);
    const last = lastPage(first.answer);
    const newest = [];
    for (let number = last; number > Math.max(1, last - COMMENT_PAGES + 1); number--) {
        newest.unshift(...(await page(number)).comments);
    }
    return [...first.comments, ...newest];
}


/***/ }),

/***/ 4377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports date, time, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);



function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDateTime */ .G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODateTime */ .You, params);
}
function date(params) {
    return core._isoDate(ZodISODate, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}


/***/ })

};
