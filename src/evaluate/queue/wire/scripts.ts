/**
 * Lua that workers and runs have Redis carry out in one step.
 */

/**
 * Delivers results: KEYS results, doubles; ARGV channel, seconds that they are kept, then key and text in
 * turn. A first result stands; a later one goes to the doubles, of which the last hundred are kept. The keys
 * are told with the texts that stand.
 */
export const DELIVER = `
local told = {}
for i = 3, #ARGV, 2 do
  local stands = ARGV[i + 1]
  if redis.call("hsetnx", KEYS[1], ARGV[i], stands) == 0 then
    redis.call("rpush", KEYS[2], cjson.encode({ ARGV[i], stands }))
    stands = redis.call("hget", KEYS[1], ARGV[i])
  end
  told[#told + 1] = ARGV[i]
  told[#told + 1] = stands
end
redis.call("ltrim", KEYS[2], -100, -1)
redis.call("expire", KEYS[1], ARGV[2])
redis.call("expire", KEYS[2], ARGV[2])
redis.call("publish", ARGV[1], cjson.encode(told))
return #told / 2`;

/**
 * Says which results are there, and tells them: KEYS results; ARGV channel, then keys. Another sitting may have asked for
 * them, or a worker that died before it let go of its parcel.
 */
export const KNOWN = `
local known, told = {}, {}
for i = 2, #ARGV do
  local text = redis.call("hget", KEYS[1], ARGV[i])
  known[i - 1] = text and 1 or 0
  if text then
    told[#told + 1] = ARGV[i]
    told[#told + 1] = text
  end
end
if #told > 0 then redis.call("publish", ARGV[1], cjson.encode(told)) end
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
