"""Drawings that try to do harm, and what has to become of each: refused, or cleaned."""

import base64

SVG = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
RECT = '<rect width="50" height="40"/>'


def svg(body: str, attributes: str = "") -> str:
    return f'<svg {SVG} {XLINK} viewBox="0 0 100 50" {attributes}>{body}</svg>'


def page_in_base64() -> str:
    return base64.b64encode(svg("<script>alert(1)</script>").encode()).decode()


BOMB = "".join(
    f'<g id="b{level}">' + f'<use href="#b{level - 1}"/>' * 10 + "</g>" for level in range(1, 8)
)
PATTERN_BOMB = "".join(
    f'<pattern id="p{level}" width="1" height="1">'
    + f'<rect width="9" height="9" fill="url(#p{level - 1})"/>' * 12
    + "</pattern>"
    for level in range(1, 8)
)
CHAIN = "".join(f'<use id="c{n}" href="#c{n + 1}"/>' for n in range(2000))

# Each is refused, with a message for the person who uploads it.
REFUSED: dict[str, str] = {
    "entity": f'<!DOCTYPE svg [<!ENTITY a "b">]>{svg("&a;" + RECT)}',
    "billion laughs": (
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        + svg("<title>&c;</title>" + RECT)
    ),
    "external entity": (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{svg("&x;" + RECT)}'
    ),
    "parameter entity": (
        f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://e.test/x.dtd">%x;]>{svg(RECT)}'
    ),
    "undefined entity": svg("&nbsp;" + RECT),
    "page instead of a drawing": "<!doctype html><html><script>alert(1)</script></html>",
    "xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "other xml": "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "cut off": f"<svg {SVG} viewBox='0 0 1 1'><rect",
    "two roots": svg(RECT) + svg(RECT),
    "use bomb": svg(f'<g id="b0">{RECT}</g>{BOMB}<use href="#b7"/>'),
    "pattern bomb": svg(f'{PATTERN_BOMB}<rect width="9" height="9" fill="url(#p7)"/>'),
    "circle of uses": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>' + RECT),
    "use of itself": svg('<use id="a" href="#a"/>' + RECT),
    "long chain of uses": svg(CHAIN + RECT),
    "deep nesting": svg("<g>" * 200 + RECT + "</g>" * 200),
    "very deep nesting": svg("<g>" * 100_000 + RECT + "</g>" * 100_000),
    "too many elements": svg(RECT * 6000),
    "huge file": svg(f'<path d="{"M0 0 L1 1 " * 60_000}"/>'),
    "long text in a script": svg(f"<script>{'x' * 600_000}</script>{RECT}"),
    "text": svg('<text x="1" y="20">Larch House</text>'),
    "no size": f"<svg {SVG}>{RECT}</svg>",
    "size of nothing": f'<svg {SVG} viewBox="0 0 0 0">{RECT}</svg>',
    "size that is no number": f'<svg {SVG} viewBox="0 0 NaN inf">{RECT}</svg>',
    "infinite size": f'<svg {SVG} width="1e999" height="5">{RECT}</svg>',
    "utf-7": (
        '<?xml version="1.0" encoding="utf-7"?>+ADw-svg xmlns+AD0-"http://www.w3.org/2000/svg"/+AD4-'
    ),
    "unknown encoding": f'<?xml version="1.0" encoding="x-nonsense"?>{svg(RECT)}',
    "photograph": svg(
        f'<image width="9" height="9" href="data:image/png;base64,{"A" * 400_000}"/>{RECT}'
    ),
}
# What may be left of none of those that are cleaned.
FORBIDDEN = (
    *("<script", "onload", "onclick", "onerror", "javascript:", "foreignobject", "<iframe"),
    *("http://", "https://", "//e.", "@import", "@font-face", "data:text", "data:image/svg"),
    *("<animate", "<set", "<handler", "expression(", "behavior", "<!entity", "<!doctype"),
    *("xlink", "xml:base", "<?xml", "<a ", "<a>", "filter", "<text", "<embed", "-moz-binding"),
    *("ev:event", "<style><", "cdata", "file:"),
)
# Each keeps its rectangle.
CLEANED: dict[str, str] = {
    "script": svg(f"<script>alert(1)</script>{RECT}"),
    "script of another file": svg(f'<script href="https://e.test/x.js"/>{RECT}'),
    "script in a group": svg(f"<g><script>alert(1)</script>{RECT}</g>"),
    "script with a prefix": (
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<s:script>alert(1)</s:script><s:rect width="5" height="5"/></s:svg>'
    ),
    "html script": svg(
        f'<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>{RECT}'
    ),
    "script without a namespace": f'<svg viewBox="0 0 9 9"><script>alert(1)</script>{RECT}</svg>',
    "event of the root": svg(RECT, 'onload="alert(1)"'),
    "event of a shape": svg('<rect width="5" height="5" onclick="alert(1)"/>'),
    "event in capitals": svg('<rect width="5" height="5" ONERROR="alert(1)"/>'),
    "event handler element": svg(
        '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">'
        f"alert(1)</handler>{RECT}"
    ),
    "link": svg(f'<a href="https://e.test/">{RECT}</a>'),
    "script link": svg(f'<a xlink:href="javascript:alert(1)">{RECT}</a>'),
    "foreign object": svg(f'<foreignObject><iframe src="https://e.test"/></foreignObject>{RECT}'),
    "iframe": svg(f'<iframe xmlns="http://www.w3.org/1999/xhtml" src="//e.test"/>{RECT}'),
    "embed": svg(f'<embed src="https://e.test"/>{RECT}'),
    "picture elsewhere": svg(
        f'<image href="https://e.test/pixel.png" width="9" height="9"/>{RECT}'
    ),
    "picture by xlink": svg(f'<image xlink:href="//e.test/pixel.png" width="9" height="9"/>{RECT}'),
    "picture of the machine": svg(f'<image href="file:///etc/passwd" width="9" height="9"/>{RECT}'),
    "drawing as a picture": svg(
        f'<image href="data:image/svg+xml;base64,{page_in_base64()}" width="9" height="9"/>{RECT}'
    ),
    "page as a picture": svg(
        f'<image href="data:text/html,&lt;script&gt;" width="9" height="9"/>{RECT}'
    ),
    "false picture": svg(f'<image href="data:image/png;base64,QUJD" width="9" height="9"/>{RECT}'),
    "use of another file": svg(f'<use href="https://e.test/x.svg#a"/>{RECT}'),
    "use of data": svg(f'<use href="data:image/svg+xml;base64,{page_in_base64()}#a"/>{RECT}'),
    "use of a script": svg(f'<use xlink:href="javascript:alert(1)"/>{RECT}'),
    "gradient of another file": svg(
        f'<linearGradient id="a" href="https://e.test/x.svg#g"/>{RECT}'
    ),
    "import": svg(f'<style>@import "https://e.test/x.css"; rect{{fill:red}}</style>{RECT}'),
    "import by url": svg(f"<style>@import url(https://e.test/x.css);</style>{RECT}"),
    "font": svg(f"<style>@font-face{{font-family:x;src:url(//e.test/x)}}</style>{RECT}"),
    "style that ends early": svg(f"<style>&lt;/style&gt;&lt;script&gt;alert(1)</style>{RECT}"),
    "style in cdata": svg(f"<style><![CDATA[rect{{fill:url(https://e.test/x)}}]]></style>{RECT}"),
    "style with escapes": svg(f"<style>\\40 import 'https://e.test/x.css';</style>{RECT}"),
    "style with a comment": svg(f"<style>@im/**/port 'https://e.test/x';</style>{RECT}"),
    "url in a rule": svg(f"<style>rect{{fill:url('https://e.test/#a')}}</style>{RECT}"),
    "cursor in a rule": svg(f"<style>rect{{cursor:url(https://e.test/x.cur),auto}}</style>{RECT}"),
    "binding": svg(f"<style>rect{{-moz-binding:url(//e.test/x)}}</style>{RECT}"),
    "expression": svg('<rect width="5" height="5" style="width:expression(alert(1))"/>'),
    "behaviour": svg('<rect width="5" height="5" style="behavior:url(x.htc)"/>'),
    "url in a style": svg('<rect width="5" height="5" style="fill:url(https://e.test/#a)"/>'),
    "escaped url in a style": svg('<rect width="5" height="5" style="fill:\\75rl(//e.test/#a)"/>'),
    "url in an attribute": svg('<rect width="5" height="5" fill="url(https://e.test/x.svg#a)"/>'),
    "url in capitals": svg('<rect width="5" height="5" fill="URL(HTTPS://e.test/x.svg#a)"/>'),
    "filter of another file": svg('<rect width="5" height="5" filter="url(//e.test/#a)"/>'),
    "mask of another file": svg('<rect width="5" height="5" mask="url(//e.test/#a)"/>'),
    "animated link": svg(f'<a><animate attributeName="href" to="javascript:alert(1)"/></a>{RECT}'),
    "animated event": svg(f'<set attributeName="onload" to="alert(1)"/>{RECT}'),
    "animation of a use": svg(
        f'<use href="#a"><animate attributeName="href" values="//e.test/#a"/></use>{RECT}'
    ),
    "filter with a picture": svg(
        f'<filter id="f"><feImage href="https://e.test/x"/></filter>{RECT}'
    ),
    "base": svg(RECT, 'xml:base="https://e.test/"'),
    "style sheet instruction": (f'<?xml-stylesheet href="https://e.test/x.css"?>{svg(RECT)}'),
    "doctype": (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        f' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">{svg(RECT)}'
    ),
    "comment": svg(f"<!-- <script>alert(1)</script> -->{RECT}"),
    "media query": svg(
        f"<style>@media (prefers-color-scheme:dark){{rect{{fill:url(//e.test/)}}}}</style>{RECT}"
    ),
    "attribute selector": svg(f"<style>rect[href^=a]{{fill:url(//e.test/a)}}</style>{RECT}"),
    "quote in an id": svg('<rect width="5" height="5" id="a&quot; onload=&quot;alert(1)"/>'),
    "tag in an id": svg('<rect width="5" height="5" id="&lt;script&gt;"/>'),
    "utf-16": svg(f"<script>alert(1)</script>{RECT}"),
}
