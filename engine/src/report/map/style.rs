//! The colours and strokes of the pictures: for light and dark, and for print.
//!
//! Nothing is said by colour alone: kinds of lines differ in their dashes and bear a label, findings have signs of
//! different shape with a number, and what stands out has a thicker edge.

/// The style sheet, which every picture carries in itself. All rules are for what stands under `.livsferd-map`, so
/// that they change nothing on a page that a picture is put into.
pub(in crate::report) const STYLE: &str = "\
.livsferd-map{--paper:#fff;--band:#f3f6f9;--ink:#15202b;--soft:#4d5b69;--rule:#c9d2db;--off:#a3b0bc;--line:#55636f;--box:#fff;\
--edge:#66737f;--person:#e3eefb;--person-edge:#1c4f8f;--gap:#a9231b;--double:#6d3592;--way:#0a6b4c;--way-box:#e2f4ec;\
--heat:#c2410c;font-family:Arial,Helvetica,\"Liberation Sans\",\"DejaVu Sans\",sans-serif;font-size:11px;background:var(--paper);fill:var(--ink)}\
@media (prefers-color-scheme:dark){.livsferd-map{--paper:#10161d;--band:#18212b;--ink:#e9eef3;--soft:#aebbc7;--rule:#3a4753;--off:#5a6977;\
--line:#a2b0bd;--box:#1d2731;--edge:#8a98a5;--person:#1a3350;--person-edge:#8fbdf5;--gap:#ff9a90;--double:#d7a8f5;\
--way:#63d3a6;--way-box:#143529;--heat:#ea580c}}\
@media print{.livsferd-map{--paper:#fff;--band:#f3f6f9;--ink:#15202b;--soft:#4d5b69;--rule:#c9d2db;--off:#a3b0bc;--line:#55636f;--box:#fff;\
--edge:#66737f;--person:#e3eefb;--person-edge:#1c4f8f;--gap:#a9231b;--double:#6d3592;--way:#0a6b4c;--way-box:#e2f4ec;\
--heat:#c2410c}}\
.livsferd-map text{white-space:pre}\
.livsferd-map .paper{fill:var(--paper)}\
.livsferd-map .band{fill:var(--paper)}.livsferd-map .band.odd{fill:var(--band)}\
.livsferd-map .rule{stroke:var(--rule);stroke-width:1}.livsferd-map .rule.group{stroke:var(--soft);stroke-width:2}\
.livsferd-map .box{fill:var(--box);stroke:var(--edge);stroke-width:1}\
.livsferd-map .box.person{fill:var(--person);stroke:var(--person-edge);stroke-width:1.5}\
.livsferd-map .box.on{fill:var(--way-box);stroke:var(--way);stroke-width:2.6}\
.livsferd-map .box.off{fill:var(--box);stroke:var(--off)}\
.livsferd-map .title{font-size:20px;font-weight:700}\
.livsferd-map .strong{font-weight:700}\
.livsferd-map .small{font-size:9px}.livsferd-map .soft,.livsferd-map .off text{fill:var(--soft)}\
.livsferd-map .gap{fill:var(--gap)}.livsferd-map .double{fill:var(--double)}\
.livsferd-map text.gap{fill:var(--gap)}.livsferd-map text.double{fill:var(--double)}\
.livsferd-map .gap,.livsferd-map .double{font-size:9px;font-weight:700}\
.livsferd-map .man{fill:var(--person-edge)}.livsferd-map .off .man{fill:var(--soft)}\
.livsferd-map .line{fill:none;stroke:var(--line);stroke-width:1.5}\
.livsferd-map .head{fill:var(--line);stroke:none}\
.livsferd-map .dot{fill:var(--line)}\
.livsferd-map .then{stroke-width:1}\
.livsferd-map .api{stroke-dasharray:12 3}\
.livsferd-map .post{stroke-dasharray:8 3 2 3}\
.livsferd-map .letter{stroke-dasharray:6 4}\
.livsferd-map .phone{stroke-dasharray:2 3}\
.livsferd-map .meeting{stroke-dasharray:10 3 2 3 2 3}\
.livsferd-map .carried{stroke-width:3}\
.livsferd-map .unprompted{stroke-width:2.6;stroke-dasharray:1 5;stroke-linecap:round}\
.livsferd-map .nobody{stroke-width:2.6;stroke-dasharray:4 6}\
.livsferd-map .wished{stroke-width:1;stroke-dasharray:1 3}\
.livsferd-map .line.on{stroke:var(--way);stroke-width:2.2}.livsferd-map .head.on{fill:var(--way)}\
.livsferd-map .then.on{stroke-width:1.6}.livsferd-map .carried.on{stroke-width:4.4}\
.livsferd-map .line.off{stroke:var(--off)}.livsferd-map .head.off{fill:var(--off)}\
.livsferd-map .cross{fill:none;stroke:var(--line);stroke-width:2}\
.livsferd-map .plate{fill:var(--paper)}.livsferd-map .plate.odd{fill:var(--band)}\
.livsferd-map .cell{fill:var(--heat)}\
.livsferd-map .grid{fill:none;stroke:var(--rule);stroke-width:1}";
