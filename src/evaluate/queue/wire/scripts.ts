/**
 * Lua that workers and runs have Redis carry out in one step. Results that were found together lie in one text, under a name. Where a
 * script's KEYS are called those of results, they begin with the hash of names by the keys of evaluations, the hash of texts by their
 * names, and, where texts come or go, the hash of how many keys name each.
 */

/** Fields of a hash that are asked for at once: Lua hands a function some thousands of values at most. */
const AT_ONCE = 1_000;

/** Fills `names` with the names under which the texts of the keys ARGV[from …] lie, `false` for none. */
const named = (from: number): string => `
local names = {}
for first = ${from}, #ARGV, ${AT_ONCE} do
  local last = math.min(first + ${AT_ONCE} - 1, #ARGV)
  for _, name in ipairs(redis.call("hmget", KEYS[1], unpack(ARGV, first, last))) do names[#names + 1] = name end
end
`;

/** Finds the text of a name, `false` where there is none; an empty one, which nobody signed, is none. */
const TEXT_OF = `
local function textOf(name)
  local text = redis.call("hget", KEYS[2], name)
  return text and #text > 0 and text
end
`;

/**
 * Delivers a text of results: KEYS of results, and doubles; ARGV channel, seconds that it is kept, its name, the text, then the keys that it has
 * results of. A first result stands; later ones go to the doubles, of which the last hundred are kept. The texts that stand are told, each
 * in a message of its own.
 */
export const DELIVER = `
${named(5)}${TEXT_OF}
local channel, name, text = ARGV[1], ARGV[3], ARGV[4]
local fresh, late, standing = {}, {}, {}
for at, other in ipairs(names) do
  local key = ARGV[4 + at]
  if other and other ~= name and standing[other] == nil then standing[other] = textOf(other) end
  if other and other ~= name and standing[other] then
    late[#late + 1] = key
  else
    fresh[#fresh + 1] = key
    fresh[#fresh + 1] = name
  end
end
for _, other in pairs(standing) do
  if other then redis.call("publish", channel, other) end
end
if #fresh > 0 then
  for first = 1, #fresh, ${2 * AT_ONCE} do
    redis.call("hset", KEYS[1], unpack(fresh, first, math.min(first + ${2 * AT_ONCE} - 1, #fresh)))
  end
  redis.call("hset", KEYS[2], name, text)
  redis.call("hset", KEYS[3], name, #fresh / 2)
  redis.call("publish", channel, text)
end
if #late > 0 then
  redis.call("rpush", KEYS[4], cjson.encode({ text, late }))
  redis.call("ltrim", KEYS[4], -100, -1)
end
for _, key in ipairs(KEYS) do redis.call("expire", key, ARGV[2]) end
return #late`;

/**
 * Says which results are there, and tells them: KEYS of results; ARGV channel, then keys. Another sitting may have asked for
 * them, or a worker that died before it let go of its parcel.
 */
export const KNOWN = `
${named(2)}${TEXT_OF}
local known, texts = {}, {}
for at, name in ipairs(names) do
  if name and texts[name] == nil then
    texts[name] = textOf(name)
    if texts[name] then redis.call("publish", ARGV[1], texts[name]) end
  end
  known[at] = name and texts[name] and 1 or 0
end
return known`;

/**
 * Reads results: KEYS of results; ARGV most characters, then keys. Answers with texts, of which one that is longer comes as its length, and for each
 * key with the place of its text among them, counted from 1; 0 for what is missing.
 */
export const READ = `
${named(2)}
local places, texts, known = {}, {}, {}
for at, name in ipairs(names) do
  if name and known[name] == nil then
    local size = redis.call("hstrlen", KEYS[2], name)
    known[name] = 0
    if size > 0 then
      texts[#texts + 1] = size > tonumber(ARGV[1]) and size or redis.call("hget", KEYS[2], name)
      known[name] = #texts
    end
  end
  places[at] = name and known[name] or 0
end
return { places, texts }`;

/** Forgets results: KEYS of results; ARGV keys. A text goes with the last of its keys; a key that comes twice counts once. */
export const FORGET = `
${named(1)}
local counts = {}
for at, name in ipairs(names) do
  if redis.call("hdel", KEYS[1], ARGV[at]) == 1 then counts[name] = (counts[name] or 0) + 1 end
end
for name, count in pairs(counts) do
  if redis.call("hincrby", KEYS[3], name, -count) <= 0 then
    redis.call("hdel", KEYS[2], name)
    redis.call("hdel", KEYS[3], name)
  end
end`;

/** Notes a parcel as open since now, by the server's clock, in seconds: KEYS open parcels; ARGV its name. */
export const OPENED = `return redis.call("zadd", KEYS[1], redis.call("time")[1], ARGV[1])`;
