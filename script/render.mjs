// Renders the sample outcomes to pictures. See script/render.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { chromium } from 'playwright-core'

// The sources import each other as .js, as TypeScript wants it; Node strips the types but looks for files.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/')
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  }
})

const { samples } = await import('../__tests__/support/outcomes.ts')
const { renderComment } = await import('../src/report/comment.ts')
const { renderHtml } = await import('../src/report/html.ts')
const { renderSummary } = await import('../src/report/summary.ts')

const directory = '.cache/render'
const wanted = process.argv.slice(2)
const names = Object.keys(samples).filter(name => wanted.length === 0 || wanted.includes(name))
const styles = {
  light: readFileSync('node_modules/github-markdown-css/github-markdown-light.css', 'utf8'),
  dark: readFileSync('node_modules/github-markdown-css/github-markdown-dark.css', 'utf8')
}
const mermaidFile = process.env.MERMAID ?? 'node_modules/mermaid/dist/mermaid.min.js'
const mermaid = existsSync(mermaidFile) ? readFileSync(mermaidFile, 'utf8') : undefined
if (mermaid === undefined) {
  console.error('render: no Mermaid (npm install --no-save mermaid), charts stay text')
}

mkdirSync(directory, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run'
  ]
})
let failed = 0
try {
  for (const name of names) {
    const markdown = renderComment(samples[name])
    writeFileSync(`${directory}/${name}.md`, markdown)
    const summary = renderSummary(samples[name])
    writeFileSync(`${directory}/${name}.summary.md`, summary)
    const html = renderHtml(samples[name])
    writeFileSync(`${directory}/${name}.report.html`, html)
    for (const theme of ['light', 'dark']) {
      await shoot(`${name}.comment.${theme}`, theme, 960, page =>
        showMarkdown(page, markdown, theme)
      )
      await shoot(`${name}.summary.${theme}`, theme, 1180, page =>
        showMarkdown(page, summary, theme)
      )
      await shoot(`${name}.report.${theme}`, theme, 1180, page => page.setContent(html))
    }
  }
} finally {
  await browser.close()
}
process.exitCode = failed === 0 ? 0 : 1

async function shoot(name, theme, width, show) {
  const page = await browser.newPage({ colorScheme: theme, viewport: { width, height: 400 } })
  page.on('request', request => {
    if (/^https?:/.test(request.url())) fail(`${name} asks for ${request.url()}`)
  })
  page.on('pageerror', error => fail(`${name}: ${error.message}`))
  // A violated content policy is told here.
  page.on('console', message => {
    if (message.type() === 'error') fail(`${name}: ${message.text()}`)
  })
  await show(page)
  if (process.env.FOLDED === undefined) {
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach(one => (one.open = true))
    )
  }
  await page.screenshot({ path: `${directory}/${name}.png`, fullPage: true })
  await page.close()
}

/** As GitHub does it: cmark-gfm, its style sheet, and Mermaid in place of the fences. */
async function showMarkdown(page, markdown, theme) {
  const extensions = ['table', 'autolink', 'strikethrough', 'tasklist', 'tagfilter']
  const flags = extensions.flatMap(extension => ['-e', extension])
  const body = execFileSync('cmark-gfm', ['--unsafe', ...flags], { input: markdown }).toString()
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>${styles[theme]}
      body { margin: 0; padding: 24px; background: ${theme === 'dark' ? '#0d1117' : '#fff'} }
      .markdown-body { font-size: 14px; max-width: 1100px }</style>
    <article class="markdown-body">${body}</article>`
  )
  if (mermaid === undefined) return
  await page.addScriptTag({ content: mermaid })
  const problems = await page.evaluate(drawCharts, theme)
  for (const problem of problems) fail(problem)
}

/** Runs in the page. */
async function drawCharts(theme) {
  const problems = []
  window.mermaid.initialize({ startOnLoad: false, theme: theme === 'dark' ? 'dark' : 'default' })
  for (const [index, block] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
    try {
      const { svg } = await window.mermaid.render(`chart${index}`, block.textContent)
      block.parentElement.outerHTML = svg
    } catch (error) {
      problems.push(`Mermaid: ${error.message}`)
    }
  }
  return problems
}

function fail(problem) {
  failed += 1
  console.error(`render: ${problem}`)
}
