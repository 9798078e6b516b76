/** A pattern of any of these. */
const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join("|"));

/** The words by which an evaluator in JavaScript, Python or a shell reads a clock, whatever it calls what it imported. */
export const CLOCK = anyOf(
  /\b\w+\.(?:now|utcnow|today|hrtime)\b/,
  /}\s*=\s*(?:Date|performance)\b/,
  /\bnew Date\b(?!\s*\(\s*[^)\s])/,
  /(?<!new )(?<![.\w])Date\(\s*\)/,
  /\bhrtime\b|\bprocess\.(?:uptime|cpuUsage)\b|\bnode:perf_hooks\b|\bTemporal\.Now\b/,
  /\bIntl\.DateTimeFormat\b[\s\S]*\.format(?:ToParts)?\(\s*\)/,
  /\btime\.(?:time|perf_counter|monotonic|process_time)(?:_ns)?\b|\btime\.(?:localtime|gmtime|ctime|asctime)\(\s*\)/,
  /\bperf_counter(?:_ns)?\(|\bfrom time import\b|\btimeit\./,
  /\$(?:EPOCH(?:SECONDS|REALTIME)|SECONDS)\b|\bdate\s+["']?\+/,
);

/** A time that was measured once, in what is returned as the score. */
export const RAW_TIME = /\b(?:score|return)\b[^,;\n}]*\bmedianMs\b/;

/** Chance that no seed governs. */
export const UNSEEDED = anyOf(
  /\bdefault_rng\(\s*\)|\bRandom\(\s*\)|\bSystemRandom\b|\b(?:import|from) secrets\b|\bsecrets\.(?:token|rand|choice)|\bos\.urandom\b|\buuid[14]\(/,
  /\/dev\/u?random\b|\$RANDOM\b/,
);

/** Chance that is not seeded where it stands. */
export const CHANCE = anyOf(
  /\bMath\.random\b|\brandom\s*}\s*=\s*Math\b/,
  /\bcrypto\.getRandomValues\(|\brandom(?:Bytes|Int|UUID)\(/,
  /\b(?:np\.|numpy\.)?random\.(?:random|randint|randrange|uniform|gauss|choices?|sample|shuffle|rand|randn|normal|permutation)\(/,
  /\bfrom random import\b/,
  UNSEEDED,
);

/** A seed that is given to a module of Python, which its draws follow from then on. */
export const SEEDS = /\brandom\.seed\(\s*\w/;
