/**
 * The kinds of inputs that the configuration of a log shipper names, in lower case: those of Fluent Bit (classic and YAML),
 * Fluentd, Filebeat, Vector, Logstash and Promtail. Empty where none of them is recognised.
 */
export function inputsOf(configuration: string): ReadonlySet<string> {
  const inputs = new Set<string>();
  let inside = false;
  for (const line of configuration.slice(0, MAX_TEXT).split(/\r?\n/, MAX_LINES)) {
    if (SECTION.test(line)) inside = OPENS_INPUTS.test(line);
    const [, named, opened] = (inside && WORD.exec(line)) || [];
    const word = named ?? opened;
    if (word) inputs.add(word.toLowerCase());
    if (/^\s*-?\s*["']?__path__["']?\s*:/.test(line)) inputs.add('tail');
    if (/^\s*(?:syslog|loki_push_api|gcplog|kafka|journal|gelf)\s*:/.test(line)) inputs.add('network');
  }
  return inputs;
}

/** Longer texts carry data. */
const MAX_TEXT = 100_000;
const MAX_LINES = 2000;

/** A line that begins a part of a configuration. */
const SECTION =
  /^\s*(?:\[[\w.]+\]|<\/?[a-z]+[^>]*>|["']?(?:pipeline|service|parsers|inputs|sources|transforms|sinks|filters|outputs?|output\.\w+|processors|filebeat\.(?:inputs|modules)|filter|input)["']?\s*[:{])/i;
const OPENS_INPUTS =
  /^\s*(?:\[INPUT\]|\[sources\.|<source>|["']?(?:inputs|sources|filebeat\.inputs)["']?\s*:|input\s*\{)/i;

/** `Name tail`, `@type tail`, `- name: tail`, `type: filestream`, `type = "file"`, `file {`. */
const WORD =
  /^\s*(?:-\s*)?["']?(?:@?type|name)["']?(?:\s*[:=]\s*|\s+)["']?(\w[\w-]*)|^\s*(?:input\s*\{\s*)?(file|beats|tcp|udp|http|syslog|kafka|redis|stdin|gelf)\s*\{/i;

/** Whether all inputs read files; null where none is recognised. */
export function readsFilesOnly(inputs: ReadonlySet<string>): boolean | null {
  return inputs.size === 0 ? null : [...inputs].every((input) => OF_FILES.has(input));
}

const OF_FILES: ReadonlySet<string> = new Set(['tail', 'file', 'filestream', 'log', 'tail_path']);
