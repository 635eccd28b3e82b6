export const id = 569;
export const ids = [569];
export const modules = {

/***/ 9569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   post: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var _config_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3685);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4076);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5407);
/* harmony import */ var _publish_comment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2523);
/* harmony import */ var _publish_pull_request_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5160);
/* harmony import */ var _report_comment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4475);
/* harmony import */ var _report_lines_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7521);
/* harmony import */ var _report_redact_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8978);
/* harmony import */ var _rollback_record_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9411);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6111);










/**
 * The post step: nothing where the main step told its end. Where it was killed, the comment and the status
 * must not go on saying that a bake is in progress.
 */
async function post(world) {
    const story = world.runner.state('story');
    if (world.runner.state('ended') === 'true' || story === '')
        return;
    // Our own state, written by the main step and handed back by the runner.
    const { deploy, startedAt, rollback } = JSON.parse(story);
    const inputs = (0,_config_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .readInputs */ .K)(world.input, world.env);
    const run = (0,_context_js__WEBPACK_IMPORTED_MODULE_1__/* .readRun */ .cI)(world.env, world.event);
    world.runner.setSecret(inputs.githubToken);
    const github = await world.github({
        token: inputs.githubToken,
        apiUrl: inputs.githubApiUrl,
        repository: run.repository
    });
    const facts = (0,_session_js__WEBPACK_IMPORTED_MODULE_9__/* .runFacts */ .p)(inputs, run, undefined, deploy, startedAt);
    const told = { ..._outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .noRollback */ .aj, ...rollback, sentence: rollbackSentence(rollback) };
    const ending = {
        verdict: 'cancelled',
        code: 'cancelled',
        sentence: 'The gate was ended before it could decide.',
        rollback: told
    };
    const outcome = (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_7__/* .redactAll */ .$I)((0,_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .outcomeOf */ .sG)(facts, ending, undefined, [], world.clock.now()), world.redact);
    // As in the main step: a dry run leaves no record.
    const written = inputs.dryRun
        ? undefined
        : await (0,_rollback_record_js__WEBPACK_IMPORTED_MODULE_8__/* .recordVerdict */ .p0)(github, world.log, {
            scope: deploy,
            sha: deploy.sha,
            state: 'error',
            description: (0,_report_lines_js__WEBPACK_IMPORTED_MODULE_6__/* .statusDescription */ .$U)(outcome),
            url: run.runUrl
        });
    if (!inputs.comment)
        return;
    const repository = await github.repository();
    const issue = await (0,_publish_pull_request_js__WEBPACK_IMPORTED_MODULE_4__/* .findPullRequest */ ._)(github, world.log, {
        sha: deploy.sha,
        defaultBranch: repository.defaultBranch,
        ...(inputs.pullRequest === undefined ? {} : { input: inputs.pullRequest }),
        ...(run.pullRequest === undefined ? {} : { event: run.pullRequest })
    });
    if (issue === undefined)
        return;
    const publisher = (0,_publish_comment_js__WEBPACK_IMPORTED_MODULE_3__/* .createCommentPublisher */ .K)({ github, clock: world.clock, log: world.log, signal: world.signal }, {
        issue,
        scope: deploy,
        run: { id: run.runId, attempt: run.runAttempt },
        generation: generationOfPost,
        ...(written === undefined || written.creator === '' ? {} : { identity: written.creator })
    });
    await publisher.publish((0,_report_comment_js__WEBPACK_IMPORTED_MODULE_5__/* .renderComment */ .wQ)(outcome), {
        final: true,
        minimal: (0,_report_comment_js__WEBPACK_IMPORTED_MODULE_5__/* .renderMinimalComment */ .Ll)(outcome)
    });
}
/** After whatever the main step wrote. */
const generationOfPost = 2_000;
function rollbackSentence({ status, runUrl }) {
    return status === 'dispatched' ? `The rollback goes on without the gate: ${runUrl ?? ''}` : '';
}


/***/ })

};
