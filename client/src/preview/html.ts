/** Where the page finds its parts, and what it may do. */
export interface PageParts {
  readonly style: string;
  readonly script: string;
  readonly nonce: string;
  /** Where styles may come from, as the policy says it. */
  readonly styleSource: string;
}

/**
 * The page of the preview, without any content: it runs one script, and loads nothing but one style. Images are those that
 * it makes itself, of exported pictures, to draw them in pixels.
 */
export function pageHtml({ style, script, nonce, styleSource }: PageParts): string {
  const policy = `default-src 'none'; style-src ${styleSource}; script-src 'nonce-${nonce}'; img-src data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Pod preview</title>
</head>
<body>
<header id="bar" hidden></header>
<main id="stage">
<h1>Pod preview</h1>
<p id="note" role="status" tabindex="-1" hidden></p>
<div id="picture"></div>
<div id="outline" hidden></div>
<div id="card" role="tooltip" hidden></div>
<p id="aloud" role="status"></p>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
