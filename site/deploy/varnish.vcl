# Varnish in front of Haven: nginx terminates TLS and forwards to Varnish (127.0.0.1:6081 in its
# upstream instead of the socket), which forwards to the site. In haven.service, replace the options
# --uds and --uds-permissions by --host 127.0.0.1 --port 8000. Set in /etc/haven.env:
#   PURGE=varnish://127.0.0.1:6081
#   TRUSTED_PROXIES=2
vcl 4.1;

import std;

backend site {
  .host = "127.0.0.1";
  .port = "8000";
  .connect_timeout = 2s;
}

# The machines of the site.
acl purgers {
  "127.0.0.1";
}

sub vcl_recv {
  if (req.method == "PURGE") {
    # Requests that nginx forwards come from visitors.
    if (client.ip !~ purgers || req.http.X-Forwarded-Proto) {
      return (synth(405));
    }
    # Purge a URL with all its query strings, such as the further pages of a list.
    ban("obj.http.X-Host == " + req.http.Host + " && obj.http.X-Path == " + regsub(req.url, "\?.*", ""));
    return (synth(200));
  }
  if ((req.method != "GET" && req.method != "HEAD") || req.http.Authorization) {
    return (pass);
  }
  # Requests with a session (editors, and visitors who entered a page's password) bypass the cache.
  if (req.http.Cookie ~ "sessionid") {
    return (pass);
  }
  unset req.http.Cookie;
  # stale-while-revalidate, as SHARED_CACHE_SECONDS: how long an expired page is served while a new
  # copy is fetched. If the site fails (vcl_synth), any copy is served.
  set req.grace = 60s;
  if (req.restarts > 0) {
    set req.grace = 365d;
  }
  return (hash);
}

sub vcl_backend_response {
  # Never replace a cached page by an error.
  if (beresp.status >= 500 && !bereq.uncacheable) {
    return (abandon);
  }
  # Cache only responses marked as public.
  if (beresp.http.Cache-Control !~ "public" || beresp.http.Set-Cookie) {
    set beresp.uncacheable = true;
    set beresp.ttl = 60s;
    return (deliver);
  }
  if (beresp.http.Cache-Control ~ "stale-if-error=\d") {
    set beresp.grace = std.duration(
      regsub(beresp.http.Cache-Control, ".*stale-if-error=(\d+).*", "\1s"), 0s);
  }
  set beresp.http.X-Host = bereq.http.Host;
  set beresp.http.X-Path = regsub(bereq.url, "\?.*", "");
  return (deliver);
}

sub vcl_backend_error {
  return (abandon);
}

# After a failure: any cached copy, else the message that the site is away.
sub vcl_synth {
  if (resp.status == 503) {
    if (req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
      return (restart);
    }
    set resp.http.Retry-After = "5";
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.body = "The site is away for a moment. Please try again.";
    return (deliver);
  }
}

sub vcl_deliver {
  unset resp.http.X-Host;
  unset resp.http.X-Path;
}
