"""Every rule a finding may cite, once: how grave a breach is, what it asks, and how it is told.

The templates are filled with the operands of the check; ``{left:zh}`` bids an operand speak
Chinese. The identities of T2 to T4 follow from 国办公开办函〔2019〕60号 and 〔2021〕30号,
whose section 三 prints its own (勾稽关系), those of S follow from the annex of 国办发〔2014〕32号.
"""

from typing import NamedTuple

from parser.extraction import Severity


class Rule(NamedTuple):
    """``severity``: H breaks the arithmetic of a form or makes a document useless, S wants a
    look, I is good to know."""

    severity: Severity
    asks: str
    english: str
    chinese: str


PARTS = (
    "{parent} {left} {sign} its parts {right}",
    "{parent} {left:zh} {sign} 各分项之和 {right:zh}",
)
SAID = (
    "the text says {said}, the table {table}: {sentence}",
    "正文为 {said}，表中为 {table}：{sentence}",
)
AT_MOST = ("{part} {left} of {whole} {right}", "{part} {left:zh}，{whole} {right:zh}")

RULES: dict[str, Rule] = {
    # section 三
    "T3-ROWSUM": Rule(
        "H",
        "in every row the kinds of applicants add up to 总计",
        "{row}: applicants {left} {sign} 总计 {right}",
        "“{row}”行：各类申请人之和 {left:zh} {sign} 总计 {right:zh}",
    ),
    "T3-BALANCE": Rule(
        "H",
        "in every column new_received + carried_in = results_total + carried_out",
        "{column}: new and carried in {left} {sign} results and carried out {right}",
        "“{column}”列：本年新收加上年结转 {left:zh} {sign} 办理结果总计加结转下年度 {right:zh}",
    ),
    "T3-RESULTS-SUM": Rule(
        "H",
        "in every column the rows of results add up to （七）总计",
        "{column}: （七）总计 {left} {sign} the results {right}",
        "“{column}”列：（七）总计 {left:zh} {sign} 各项办理结果之和 {right:zh}",
    ),
    "T3-TOTAL-BLANK": Rule(
        "H",
        "（七）总计 is printed where there are results",
        "（七）总计 is blank over results of {shown}; with them T3-BALANCE {retried}",
        "（七）总计空白，而各项办理结果之和为 {shown_zh}；按此推算，勾稽关系{retried_zh}",
    ),
    "T3-SUBTOTAL": Rule(
        "H",
        "a value beside a group label is the sum of the rows of the group",
        "{group}, {column}: the value beside the group label {left} {sign} its rows {right}",
        "“{group}”“{column}”列：分组处所填 {left:zh} {sign} 组内各行之和 {right:zh}",
    ),
    "T3-SPLIT": Rule(
        "I",
        "a number stands in one cell",
        "{row}: two adjacent digits read as {joined} repair the row and its columns",
        "“{row}”行：相邻两格的数字合为 {joined} 后，行列均平衡，疑为一个数被拆开",
    ),
    "FIGURE-NEGATIVE": Rule(
        "H",
        "a count or a sum of money is not negative",
        "{row}, {column}: cannot be {value}",
        "“{row}”“{column}”：不能为 {value}",
    ),
    "T3-NONNEG": Rule(
        "H",
        "a number of requests is not negative",
        "{row}, {column}: a number of requests cannot be {value}",
        "“{row}”行“{column}”列：申请数量不能为 {value}",
    ),
    # section 四
    "T4-SUM": Rule(
        "H",
        "the four outcomes of each block add up to its 总计",
        "{block}: outcomes {left} {sign} 总计 {right}",
        "{block}：各项结果之和 {left:zh} {sign} 总计 {right:zh}",
    ),
    # section 二
    "T2-ITEMS-NONNEG": Rule(
        "H",
        "items_prev + items_delta ≥ 0",
        "{row}: items now: {items}",
        "{row}：现有项目数 {items}",
    ),
    "T2-DISCLOSED-TOTAL": Rule(
        "S",
        "disclosed_total ≥ disclosed_new",
        "{row}: {total} disclosed in total, {new} of them this year",
        "{row}：对外公开总数量 {total}，其中本年新公开 {new}",
    ),
    "T2-DISCLOSED-GT-MADE": Rule(
        "I",
        "disclosed_new ≤ made_new, unless older documents were disclosed",
        "{row}: {new} newly disclosed, only {made} newly made: older documents among them?",
        "{row}：本年新公开 {new}，多于本年新制作 {made}，可能含往年制作的文件",
    ),
    "T2-DELTA-OUTLIER": Rule(
        "I",
        "the change of items is not larger than the items were",
        "{row}: a change of {delta:+d} on a base of {before}",
        "{row}：上一年项目数量 {before}，本年增减 {delta:+d}，变动异常",
    ),
    "T2-DECISIONS-IS-STOCK": Rule(
        "I",
        "decisions are not the number of items",
        "{row}: {decisions} decisions are exactly the items now, {items}: column misread?",
        "{row}：处理决定数量 {decisions} 恰为现有项目数 {items}，疑似误填",
    ),
    "T2-DECISIONS-NO-ITEMS": Rule(
        "S",
        "there are no decisions where there are no items",
        "{row}: {decisions} decisions without an item: {items}",
        "{row}：现有项目数 {items}，却有处理决定 {decisions} 件",
    ),
    "T2-RULES-POWER": Rule(
        "S",
        "only an issuer with the power to make 规章 reports any",
        "规章 reported by {issuer}, which cannot make any",
        "{issuer}没有规章制定权，却填报了规章",
    ),
    "T2-INFORCE": Rule(
        "S",
        "in_force ≥ made",
        "{row}: {made} made this year, {in_force} in force at its end",
        "{row}：本年制发 {made} 件，年末现行有效 {in_force} 件",
    ),
    "MONEY-UNIT-IN-CELL": Rule(
        "I",
        "an amount is printed without its unit, which stands in the header",
        "{raw!r} carries its unit inside the cell",
        "金额“{raw}”的单位写在单元格内",
    ),
    "MONEY-UNIT-UNKNOWN": Rule(
        "S",
        "the unit of an amount stands in the header or in the cell",
        "{raw!r} has a unit neither in the cell nor in the header; 万元 assumed",
        "金额“{raw}”在单元格和表头中都没有单位，按万元计",
    ),
    # the return of 2014
    "S-RECEIVED": Rule("H", "row 17 = rows 18 to 21", *PARTS),
    "S-CLOSED": Rule("H", "row 22 = rows 23 + 24", *PARTS),
    "S-REPLIES": Rule("H", "row 25 = rows 26 to 29 and 36 to 39", *PARTS),
    "S-REFUSED": Rule("H", "row 29 = rows 30 to 35", *PARTS),
    "S-REVIEW": Rule("H", "row 40 = rows 41 to 43", *PARTS),
    "S-LITIGATION": Rule("H", "row 44 = rows 45 to 47", *PARTS),
    "S-STAFF": Rule("H", "row 52 = rows 53 + 54", *PARTS),
    "S-PART": Rule("H", "a 其中 is not more than what it is a part of", *AT_MOST),
    "S-CHANNEL": Rule(
        "S",
        "the total lies between the busiest channel and the sum of all channels",
        "busiest channel {busiest}, total {total}, all channels {channels}",
        "公开最多的渠道 {busiest}，主动公开总数 {total:zh}，各渠道合计 {channels:zh}",
    ),
    "S-RESPONSES": Rule(
        "S",
        "the concerns answered are not more than the answers",
        "{total} concerns answered, answers {answers}",
        "回应热点或舆情 {total:zh}，各种方式回应合计 {answers:zh}",
    ),
    "S-NORMATIVE": Rule("I", "documents disclosed are not more than documents made", *AT_MOST),
    "S-CLOSED-RECEIVED": Rule("S", "requests closed are not more than received", *AT_MOST),
    "S-PARENT-BLANK": Rule(
        "S",
        "a total is printed where all its parts are",
        "{parent} is blank over its printed parts {right}",
        "{parent}空白，而各分项均已填报，合计 {right:zh}",
    ),
    # reading of tables
    "CELL-BLANK": Rule(
        "S",
        "every cell is filled in",
        "{blank} of {total} cells are blank",
        "{total} 个单元格中有 {blank} 个空白",
    ),
    "CELL-AMBIGUOUS": Rule(
        "S",
        "every value stands in one column",
        "{values} cells for {columns} columns: {shown}; what cannot be placed stays null",
        "{columns} 列对应 {values} 个单元格：{shown}；无法确定位置的数据留空",
    ),
    "CELL-PLACED": Rule(
        "I",
        "blank cells are kept where they stand",
        "blank cells have vanished from {shown}; only one placement keeps the sums of the table",
        "空白单元格丢失：{shown}；仅有一种排列符合表内勾稽关系，据此确定位置",
    ),
    "MONEY-UNIT-CUT": Rule(
        "S",
        "money carries its unit in the cell or in the header",
        "{raw!r} has a unit neither in the cell nor in what is left of its header; it stays null",
        "“{raw}”未注明单位，且表头残缺，单位无从判断，数据留空",
    ),
    "CELL-UNREAD": Rule(
        "S",
        "a cell holds a figure of its kind",
        "{raw!r} is not a figure of this kind; the figure stays null",
        "“{raw}”不是该栏应填的数值，留空",
    ),
    "CELL-NOTE": Rule(
        "I",
        "a cell holds a figure alone",
        "{raw!r} carries a note; its first integer is taken",
        "“{raw}”带有附注，取其第一个整数",
    ),
    "LABEL-TRUNCATED": Rule(
        "I",
        "labels are printed in full",
        "{printed!r} stands where the form has {label!r}",
        "“{printed}”处应为“{label}”",
    ),
    "LABEL-UNKNOWN": Rule(
        "S",
        "labels are those of the form",
        "{printed!r} stands where the form has {label!r}",
        "“{printed}”处应为“{label}”",
    ),
    "ROW-EXTRA": Rule(
        "S",
        "rows are those of the form",
        "a row foreign to the form: {shown}",
        "表中有格式以外的行：{shown}",
    ),
    "ROW-MISSING": Rule("S", "every row is there", "no row {row!r} was found", "缺少“{row}”行"),
    "COLUMN-MISSING": Rule(
        "S",
        "every column of the form is there",
        "the table has no column {columns}",
        "表中没有以下各列：{columns}",
    ),
    "ROW-REPEATED": Rule(
        "S",
        "a row stands once, or says the same",
        "printed as {first} and again as {again}; neither is kept",
        "首次出现为 {first}，重复出现时为 {again}，两者均不采用",
    ),
    "TABLE-IMAGE": Rule(
        "S",
        "tables are text, not pictures",
        "section {section} holds a picture where its table should be; its figures cannot be read",
        "第{section}部分应有表格处为图片，数据无法读取",
    ),
    "TABLE-MISSING": Rule(
        "S",
        "the tables of sections 二, 三 and 四 are there",
        "the table of section {section} was not found",
        "缺少第{section}部分的表格",
    ),
    # structure and text
    "FAMILY-YEAR": Rule(
        "S",
        "the form is the one prescribed for the year",
        "a report of {year} by the form {family}; {expected} is due",
        "{year}年度报告使用 {family} 格式，应使用 {expected} 格式",
    ),
    "SECTION-EXTRA": Rule(
        "S",
        "headings are those of the form",
        "{heading!r} is no heading of the form",
        "“{heading}”不是规定格式中的标题",
    ),
    "SECTION-MISSING": Rule(
        "I",
        "the sections of the form are there",
        "no section {heading!r} was found",
        "缺少“{heading}”部分",
    ),
    "SECTION-REPEATED": Rule(
        "I",
        "a heading stands once",
        "{heading!r} is printed more than once",
        "标题“{heading}”重复出现",
    ),
    "META-TITLE-MISSING": Rule(
        "I", "the title is stated", "the document states no title", "文中没有标题"
    ),
    "META-ISSUER-MISSING": Rule(
        "S", "the issuer is stated", "the document states no issuer", "文中没有写明编制机关"
    ),
    "META-YEAR-MISSING": Rule(
        "S", "the year is stated", "the document states no year", "文中没有写明报告年度"
    ),
    "META-PERIOD-MISSING": Rule(
        "I",
        "the statistical period is stated",
        "the document states no period",
        "文中没有写明统计期限",
    ),
    "META-PERIOD-PARTIAL": Rule(
        "S",
        "the period is a whole year",
        "the period {start} to {end} is not a whole year",
        "统计期限 {start} 至 {end} 不是完整年度",
    ),
    "META-CONTACT-MISSING": Rule(
        "I", "a contact is stated", "the document states no contact", "文中没有写明联系方式"
    ),
    "N-YEAR": Rule(
        "S",
        "the report speaks of one year as its own",
        "the document gives several years: {years}",
        "文中的报告年度不一致：{years_zh}",
    ),
    "DOC-COMPILATION": Rule(
        "H",
        "a page holds one text",
        "several texts or reports stand on one page",
        "页面载有多篇文章或多份报告",
    ),
    "DOC-MASKED-YEAR": Rule(
        "H",
        "the year is printed in full",
        "the year is masked and cannot be told",
        "年份被遮盖，无法辨认",
    ),
    "DOC-TRUNCATED": Rule(
        "S",
        "a document is not larger than the parser reads",
        "only the first {read} of {size} bytes were read",
        "文件共 {size} 字节，只读取了前 {read} 字节",
    ),
    "DOC-PAGES-CUT": Rule(
        "S",
        "a document has not more pages than the parser reads",
        "only the first {read} of {pages} pages were read",
        "文件共 {pages} 页，只读取了前 {read} 页",
    ),
    "PDF-SCANNED": Rule(
        "S",
        "a document carries its text",
        "the pages are pictures without text; to have them read, install gongkai[ocr]",
        "页面为扫描图片，没有文字；安装 gongkai[ocr] 后可识别",
    ),
    "PDF-TEXT-BROKEN": Rule(
        "S",
        "the fonts of a document say which characters they print",
        "the text behind the pages is damaged and no figure was taken from it; to have the pages "
        "read as pictures, install gongkai[ocr]",
        "页面背后的文字层已损坏，未从中读取任何数据；安装 gongkai[ocr] 后可按图片识别",
    ),
    "OCR-READ": Rule(
        "S",
        "a document carries its text",
        "the text was recognised from pictures of the pages; compare its figures with them",
        "文字系从页面图片识别所得，数据请与原件核对",
    ),
    "DOC-IN-ATTACHMENT": Rule(
        "I",
        "the report stands on the page",
        "the page holds no text of the report, only {count} linked document(s)",
        "页面没有报告正文，只有 {count} 个附件",
    ),
    "TEXT-RESTORED": Rule(
        "I",
        "text is served in the encoding it was written in",
        "UTF-8 once read in another encoding, restored without loss",
        "文字曾被以其他编码误读，已无损还原",
    ),
    "TEXT-MOJIBAKE": Rule(
        "S",
        "characters are undamaged",
        "text damaged by a wrong encoding",
        "文字因编码错误而损坏",
    ),
    "TEXT-SCRIPT": Rule(
        "I",
        "characters are Simplified",
        "Traditional characters, read as Simplified ones",
        "使用繁体字，按简体字读取",
    ),
    # sentences against tables
    "N-REQ": Rule("S", "requests received: new ones, or with those carried in", *SAID),
    "N-CLOSED": Rule("S", "requests closed; 全部办结 leaves none to carry out", *SAID),
    "N-CARRY": Rule("S", "requests carried in and out", *SAID),
    "N-RESULT": Rule("S", "requests by result", *SAID),
    "N-REVIEW": Rule("S", "cases of 行政复议", *SAID),
    "N-LITIG": Rule("S", "cases of 行政诉讼", *SAID),
    "N-ZERO": Rule("S", "no request received", *SAID),
    "N-RULES": Rule("S", "documents made, repealed and in force", *SAID),
    "N-FEE": Rule("S", "fees for requests", *SAID),
    "N-CHANNEL": Rule("S", "items by channel", *SAID),
    "N-PROACTIVE": Rule("S", "items disclosed, at least the documents of section 二", *SAID),
    "N-SUM": Rule(
        "S",
        "parts named behind 其中 are not more than the whole",
        "{total}, of which {parts}: {sum}",
        "总数 {total}，其中各项 {parts} 合计 {sum}",
    ),
    "N-RATE": Rule(
        "S",
        "a rate is that of its numbers",
        "{closed} of {received} are {real} %, printed {rate} %",
        "{received} 件中办结 {closed} 件，应为 {real}%，文中为 {rate}%",
    ),
    "N-REQ-SILENT": Rule(
        "I",
        "the text speaks of the requests that the table counts",
        "{received} requests in the table; the text speaks of none",
        "表中有 {received} 件申请，正文没有提及",
    ),
    "SEC5-EMPTY": Rule(
        "S",
        "section 五 names problems and what is done about them",
        "section 五 says only {text!r}",
        "第五部分只有“{text}”",
    ),
    "SEC6-FEE": Rule(
        "I",
        "section 六 tells the fees charged (国办函〔2020〕109号)",
        "section 六 says only {text!r}, nothing of fees",
        "第六部分只有“{text}”，没有报告信息处理费收取情况",
    ),
    "DEADLINE-LATE": Rule(
        "S",
        "published in time: from 2019 on departments by 31 January, governments by 31 March; "
        "before, all by 31 March",
        "published on {published}, due by {due}",
        "{published} 发布，最后期限为 {due}",
    ),
    # one body through the years
    "Y-CARRY": Rule(
        "H",
        "carried_out of a year = carried_in of the next; soft between kinds of applicants",
        "{left} carried out of the year before, {right} carried in",
        "上年结转下年度 {left} 件，本年填报上年结转 {right} 件",
    ),
    "Y-ITEMS": Rule(
        "S",
        "items_prev of 2020 = items_prev + items_delta of 2019",
        "items were {left} at the end of the year before, {right} are printed",
        "上年末项目数为 {left}，本年填报上一年项目数量 {right}",
    ),
    "Y-STOCK-2021": Rule(
        "S",
        "in_force = in_force of the year before + made - repealed",
        "in force, made, repealed: {left}; {right} are printed",
        "上年现行有效加本年制发减本年废止为 {left}，本年填报现行有效 {right}",
    ),
    "Y-STOCK-2019": Rule(
        "I",
        "disclosed_total ≥ disclosed_total of the year before + disclosed_new",
        "disclosed in total before and newly: {left}; {right} are printed",
        "上年对外公开总数量加本年新公开为 {left}，本年填报 {right}",
    ),
    "Y-STOCK-BREAK": Rule(
        "I",
        "in_force of 2021 beside disclosed_total of 2020 + made - repealed: told, never a failure",
        "disclosed in total in 2020, made, repealed: {left}; {right} in force",
        "2020年对外公开总数量加本年制发减本年废止为 {left}，现行有效 {right}，两者口径不同",
    ),
    "Y-2018-2019": Rule(
        "I",
        "carried_in of 2019 beside received less closed of 2018",
        "received less closed the year before: {left}; {right} carried in",
        "上年收到减办结为 {left}，本年填报上年结转 {right}",
    ),
    "Y-CUMULATIVE": Rule(
        "S",
        "disclosed since the beginning = that of the year before + disclosed in the year",
        "disclosed since the beginning: {left}; {right} are told",
        "上年累计公开加本年主动公开为 {left}，正文累计公开 {right}",
    ),
    "Y-PENDING": Rule(
        "I",
        "cases pending at the end of a year are seen in the next",
        "{pending} pending the year before, none in this",
        "上年尚未审结 {pending} 件，本年为 0",
    ),
    "Y-OUTLIER": Rule(
        "I",
        "a figure does not change several times over",
        "{before} the year before, {after} now",
        "上年 {before}，本年 {after}，变动异常",
    ),
    "Y-DUPLICATE": Rule(
        "S",
        "the figures of two years differ",
        "all {count} figures that are not 0 are those of the year before: copied?",
        "全部 {count} 个非零数据与上年相同，疑为照抄",
    ),
    "Y-ISSUER": Rule(
        "I",
        "a body keeps its name",
        "{before} the year before, {after} now",
        "上年为{before}，本年为{after}",
    ),
    # one report in several places
    "COPY-DIFFERS": Rule(
        "S",
        "the pages and files of one report print the same figures",
        "{here} on this page, {there} in {copy}",
        "本页为 {here}，{copy} 中为 {there}",
    ),
    # a government and what it governs
    "H-SUM": Rule(
        "S",
        "a cell of a government's report ≥ the sum of those at hand below it",
        "{total} of the government, {sum} of {count} bodies below it",
        "本级政府 {total}，下级 {count} 个单位合计 {sum}",
    ),
    "H-EQ": Rule(
        "I",
        "a cell of a government's report = the sum of all below it",
        "{total} of the government, {sum} of all {count} bodies below it",
        "本级政府 {total}，全部 {count} 个下级单位合计 {sum}",
    ),
    "H-SCOPE": Rule(
        "S",
        "a cell of a government's report ≥ the largest of those below it",
        "{total} of the government, {largest} of one body below it: its own office only?",
        "本级政府 {total}，小于某一下级单位的 {largest}，可能只统计了本机关",
    ),
}
