export const id = 486;
export const ids = [486];
export const modules = {

/***/ 486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderSummary: () => (/* binding */ renderSummary)
/* harmony export */ });
/* unused harmony export SUMMARY_LIMIT */
/* harmony import */ var _budget_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2320);
/* harmony import */ var _outline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1958);


/** A step's summary file may hold 1 MiB; a character takes up to four bytes of it. */
const SUMMARY_LIMIT = 250_000;
/** The same document as the comment for the job summary, with more room. */
function renderSummary(outcome) {
    return (0,_budget_js__WEBPACK_IMPORTED_MODULE_0__/* .fit */ .U)((0,_outline_js__WEBPACK_IMPORTED_MODULE_1__/* .outline */ .rj)(outcome), SUMMARY_LIMIT);
}


/***/ })

};
