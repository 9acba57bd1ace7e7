"""What a frozen page may consist of: elements and attributes by name. Whatever is not here is not written."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements of HTML that only arrange, mark or show.
HTML = _words("""
    a abbr acronym address area article aside b bdi bdo big blockquote br button caption center cite code col colgroup
    data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6
    header hgroup hr i img input ins kbd label legend li main map mark menu meter nav nobr ol optgroup option output p
    picture pre progress q rb rp rt rtc ruby s samp search section select slot small span strike strong sub summary sup
    table tbody td textarea tfoot th thead time tr tt u ul var wbr
""")
VOID = _words("area br col hr img input wbr")

#: Gone with all that is in them. `picture`'s sources are read by the image itself.
DROPPED = _words("""
    audio base basefont bgsound canvas command datalist embed fencedframe frame frameset head iframe isindex keygen link
    meta model noembed noframes object applet param portal rp script source template title track video
""") - {"rp"}

#: What nobody may see is kept as what it shows.
RENAMED = {"form": "div", "xmp": "pre", "listing": "pre", "plaintext": "pre"}

#: Controls are shown as they stood and do nothing.
CONTROLS = _words("button fieldset input optgroup option select textarea")

#: What may have a shadow root, besides custom elements (DOM §4.9).
SHADOWED = _words("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span")

#: With a hyphen, and yet no custom elements.
NOT_CUSTOM = _words(
    "annotation-xml color-profile font-face font-face-format font-face-name font-face-src font-face-uri missing-glyph"
)

SVG = _words("""
    a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter foreignObject g image line linearGradient marker mask path pattern polygon polyline
    radialGradient rect stop svg switch symbol text textPath title tspan use view
""")

MATHML = _words("""
    math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
""")

#: On every element. `class`, `id`, `data-*` and `aria-*` are what styles hold on to.
COMMON = _words("class dir hidden id lang part role slot title translate exportparts")

#: How pages were laid out before there were styles, and what tables, lists and controls need.
ATTRIBUTES = _words("""
    abbr align alink alt axis bgcolor border bordercolor cellpadding cellspacing char charoff checked clear color cols
    colspan compact coords datetime face for frame frameborder headers height high hspace label leftmargin link low
    marginheight marginwidth max min multiple noshade nowrap open optimum placeholder reversed rows rowspan rules scope
    selected shape size span start summary text topmargin valign value vlink vspace width wrap
""")

#: Of SVG: geometry and painting. Those that may hold `url(#…)` go through the styles' rewriting.
SVG_ATTRIBUTES = _words("""
    accumulate additive alignment-baseline amplitude azimuth baseFrequency baseline-shift bias clip-rule clipPathUnits
    color color-interpolation color-interpolation-filters cx cy d diffuseConstant direction display divisor
    dominant-baseline dx dy edgeMode elevation exponent fill-opacity fill-rule filterUnits flood-color flood-opacity
    font-family font-size font-size-adjust font-stretch font-style font-variant font-weight fr fx fy gradientTransform
    gradientUnits height image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lengthAdjust
    letter-spacing lighting-color limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits
    mode numOctaves offset opacity operator order orient overflow paint-order pathLength patternContentUnits
    patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
    primitiveUnits r radius refX refY result rotate rx ry scale seed shape-rendering side slope spacing
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    surfaceScale tableValues targetX targetY text-anchor text-decoration text-rendering textLength transform
    transform-origin type unicode-bidi values vector-effect version viewBox visibility width word-spacing writing-mode
    x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
""")
SVG_PAINTED = _words("clip-path cursor fill filter marker marker-end marker-mid marker-start mask stroke")

MATHML_ATTRIBUTES = _words("""
    accent accentunder align columnalign columnlines columnspacing columnspan depth dir display displaystyle
    fence form frame framespacing height largeop linethickness lspace mathbackground mathcolor mathsize mathvariant
    maxsize minsize movablelimits notation open close rowalign rowlines rowspacing rowspan rspace scriptlevel separator
    separators stretchy symmetric voffset width
""")
