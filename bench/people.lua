-- Unique people over keep-alive connections. Arguments: address below /, extra form fields, cookie (may be empty), run id.
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("tid", threads)
end
function init(args)
  path, more, run = args[1], args[2], args[4]
  headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  if args[3] ~= "" then headers["Cookie"] = args[3] end
  n = 0
end
function request()
  n = n + 1
  local email = "p" .. run .. "t" .. tid .. "n" .. n .. "%40people" .. (n % 50) .. ".example"
  local body = "email=" .. email .. "&name=Am%C3%A9lie+Dupont&town=Laval&country=CA&to_target=yes&website=&" .. more
  return wrk.format("POST", path, headers, body)
end
