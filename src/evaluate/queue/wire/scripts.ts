import { TOLD } from "./protocol.ts";

/**
 * Lua that workers and runs have Redis carry out in one step.
 */

/** Between the texts of one message: no text has it, because JSON writes it as an escape. */
export const BETWEEN = "\x1e";

/** Fields of a hash that are asked for at once: Lua hands a function some thousands of values at most. */
const AT_ONCE = 1_000;

/**
 * Delivers results: KEYS results, doubles; ARGV channel, seconds that they are kept, then key and text in
 * turn. A first result stands; a later one goes to the doubles, of which the last hundred are kept. The keys
 * are told with the texts that stand.
 */
export const DELIVER = `
local told = {}
for first = 3, #ARGV, ${2 * AT_ONCE} do
  local last = math.min(first + ${2 * AT_ONCE} - 1, #ARGV)
  local keys, fresh = {}, {}
  for i = first, last, 2 do keys[#keys + 1] = ARGV[i] end
  local known = redis.call("hmget", KEYS[1], unpack(keys))
  for k, key in ipairs(keys) do
    local text = ARGV[first + 2 * k - 1]
    local stands = known[k]
    if stands then
      redis.call("rpush", KEYS[2], cjson.encode({ key, text }))
    else
      stands = text
      fresh[#fresh + 1] = key
      fresh[#fresh + 1] = text
    end
    told[#told + 1] = key
    told[#told + 1] = stands
  end
  if #fresh > 0 then redis.call("hset", KEYS[1], unpack(fresh)) end
end
redis.call("ltrim", KEYS[2], -100, -1)
redis.call("expire", KEYS[1], ARGV[2])
redis.call("expire", KEYS[2], ARGV[2])
redis.call("publish", ARGV[1], table.concat(told, "\\30"))
return #told / 2`;

/**
 * Says which results are there, and tells them: KEYS results; ARGV channel, then keys. Another sitting may have asked for
 * them, or a worker that died before it let go of its parcel.
 */
export const KNOWN = `
local known, told, size = {}, {}, 0
local function tell()
  if #told > 0 then redis.call("publish", ARGV[1], table.concat(told, "\\30")) end
  told, size = {}, 0
end
for first = 2, #ARGV, ${AT_ONCE} do
  local last = math.min(first + ${AT_ONCE} - 1, #ARGV)
  for at, text in ipairs(redis.call("hmget", KEYS[1], unpack(ARGV, first, last))) do
    local i = first + at - 1
    known[i - 1] = text and 1 or 0
    if text then
      if size + #text > ${TOLD} then tell() end
      told[#told + 1] = ARGV[i]
      told[#told + 1] = text
      size = size + #text
    end
  end
end
tell()
return known`;

/**
 * Reads results: KEYS results; ARGV most characters, then keys. What is longer comes as its length, what is
 * missing as an empty text.
 */
export const READ = `
local found = {}
for i = 2, #ARGV do
  local size = redis.call("hstrlen", KEYS[1], ARGV[i])
  if size > tonumber(ARGV[1]) then found[#found + 1] = size
  else found[#found + 1] = redis.call("hget", KEYS[1], ARGV[i]) or "" end
end
return found`;

/** Notes a parcel as open since now, by the server's clock, in seconds: KEYS open parcels; ARGV its name. */
export const OPENED = `return redis.call("zadd", KEYS[1], redis.call("time")[1], ARGV[1])`;
