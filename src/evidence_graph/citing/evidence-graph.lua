-- Marks each citation of a document with what the work says to the claim of its sentence.
--
--   pandoc --lua-filter evidence-graph.lua --citeproc paper.md -o paper.docx
--
-- The claim is named, [@jarvis2019]{claim=no-transfer-to-sprinting}, or the sentence is accepted to make it.
-- What works say to claims stands beside this file in evidence-stances.lua; both are written by
-- "evidence-graph export pandoc". Works with pandoc 2.17 and later, and needs nothing else.

local stringify = pandoc.utils.stringify

local function beside(name)
  local folder = PANDOC_SCRIPT_FILE:match("^(.*[/\\])") or ""
  return folder .. name
end

local TABLE = dofile(beside("evidence-stances.lua"))
local NOT_RECORDED, RETRACTED = "not recorded", "retracted"
local APPENDIX, TITLE = "evidence-claims", "Claims and verdicts"

local KEY_BY_DOI = {}
for key, work in pairs(TABLE.works) do
  if work.doi ~= "" then KEY_BY_DOI[work.doi] = key end
end

local dois = {}    -- the DOI of each work in the library of the document
local cited = {}   -- what was cited for each claim, and in which order
local order = {}

-- The letters and digits of words, by which a sentence is known again.
local function silent(words)
  return (words:lower():gsub("[\0-\47\58-\96\123-\127]", ""))
end

local function key_of(name)
  local doi = (dois[name] or ""):lower()
  if doi ~= "" and KEY_BY_DOI[doi] then return KEY_BY_DOI[doi] end
  local key = TABLE.works[name] and name or TABLE.aliases[name]
  if key and doi ~= "" and TABLE.works[key].doi ~= "" then return nil end
  return key
end

local function stance_of(claim, key)
  local row = claim and TABLE.claims[claim]
  local stance = row and key and row.stances[key] or NOT_RECORDED
  if key and TABLE.works[key].retracted then return stance .. ", " .. RETRACTED end
  return stance
end

local function strings(text)
  local inlines = pandoc.List()
  for word in text:gmatch("[^ ]+") do
    if #inlines > 0 then inlines:insert(pandoc.Space()) end
    inlines:insert(pandoc.Str(word))
  end
  return inlines
end

-- The citations of a paragraph: behind how many letters each stands, and which claim was named for it.
local function collect(inlines, claim, found, words)
  for _, element in ipairs(inlines) do
    if element.t == "Cite" then
      found:insert({ element = element, place = #silent(table.concat(words)), claim = claim })
    elseif element.t == "Str" then
      words:insert(element.text)
    elseif element.t == "Code" or element.t == "Math" then
      words:insert(element.text)
    elseif element.t == "Note" then
      -- A note is a paragraph of its own.
    elseif element.content then
      local named = element.t == "Span" and element.attributes.claim
      collect(element.content, named or claim, found, words)
    elseif element.t == "Image" then
      collect(element.caption, claim, found, words)
    end
  end
end

local function accepted_claim(item, letters)
  local is_subject = item.element.citations[1].mode == "AuthorInText"
  local second_best = nil
  for _, acceptance in ipairs(TABLE.accepted) do
    local start = letters:find(acceptance.letters, 1, true)
    while start do
      local first, last = start - 1, start - 1 + #acceptance.letters
      local is_before, is_behind = item.place == first, item.place == last
      if first < item.place and item.place < last then return acceptance.claim end
      if is_subject and is_before or not is_subject and is_behind then return acceptance.claim end
      if is_before or is_behind then second_best = acceptance.claim end
      start = letters:find(acceptance.letters, start + 1, true)
    end
  end
  return second_best
end

local function mark(cite, claim)
  local rows = pandoc.List()
  local row = claim and TABLE.claims[claim]
  for _, citation in ipairs(cite.citations) do
    local key = key_of(citation.id)
    local label = key and TABLE.works[key].label or citation.id
    rows:insert({ label = label, stance = stance_of(claim, key) })
  end
  if row then
    if not cited[claim] then
      cited[claim] = pandoc.List()
      table.insert(order, claim)
    end
    for _, each in ipairs(rows) do
      local is_new = true
      for _, other in ipairs(cited[claim]) do is_new = is_new and other.label ~= each.label end
      if is_new then cited[claim]:insert(each) end
    end
  elseif claim then
    io.stderr:write("warning: there is no claim '" .. claim .. "'; its citations are marked as not recorded\n")
  end

  local words = rows[1].stance
  if #rows > 1 then
    words = table.concat(rows:map(function(each) return each.label .. ": " .. each.stance end), "; ")
  end
  local attributes = { { "custom-style", "Evidence stance" } }
  if row then
    table.insert(attributes, { "title", row.statement })
    table.insert(attributes, { "data-claim", claim })
  end
  return pandoc.Span(strings("[" .. words .. "]"), pandoc.Attr("", { "evidence-stance" }, attributes))
end

-- Rebuild inlines with a mark behind each citation; claims come in the order in which they were collected.
local function put_behind(inlines, claims)
  local marked = pandoc.List()
  for _, element in ipairs(inlines) do
    if element.t == "Cite" then
      local claim = table.remove(claims, 1)
      marked:extend({ element, pandoc.Space(), mark(element, claim ~= "" and claim or nil) })
    elseif element.t == "Image" then
      element.caption = put_behind(element.caption, claims)
      marked:insert(element)
    elseif element.t ~= "Note" and element.content then
      element.content = put_behind(element.content, claims)
      marked:insert(element)
    else
      marked:insert(element)
    end
  end
  return marked
end

-- [@key]{claim=...} comes as a span around a citation in the text; make of it the one in brackets.
local function citation_of(part)
  local place = nil
  for number, element in ipairs(part) do
    if element.t == "Cite" then
      if place then return nil end
      place = number
    end
  end
  if not place or #part[place].citations ~= 1 then return nil end
  local citation = part[place].citations[1]
  if citation.mode ~= "AuthorInText" then return nil end

  local before, behind, mode = pandoc.List(), pandoc.List(), "NormalCitation"
  for number, element in ipairs(part) do
    if number < place then before:insert(element) elseif number > place then behind:insert(element) end
  end
  if #before > 0 and before[#before].t == "Str" and before[#before].text == "-" then
    before:remove(#before)
    mode = "SuppressAuthor"
  end
  while #before > 0 and before[1].t == "Space" do before:remove(1) end
  while #before > 0 and before[#before].t == "Space" do before:remove(#before) end
  behind:extend(citation.suffix)
  return pandoc.Citation(citation.id, mode, before, behind, citation.note_num, citation.hash)
end

local function bracketed(span)
  if not span.attributes.claim then return nil end
  local parts = pandoc.List({ pandoc.List() })
  for _, element in ipairs(span.content) do
    if element.t == "Str" and element.text:sub(-1) == ";" then
      local rest = element.text:sub(1, -2)
      if rest ~= "" then parts[#parts]:insert(pandoc.Str(rest)) end
      parts:insert(pandoc.List())
    else
      parts[#parts]:insert(element)
    end
  end
  local citations = pandoc.List()
  for _, part in ipairs(parts) do
    local citation = citation_of(part)
    if not citation then return nil end
    citations:insert(citation)
  end
  local content = pandoc.List({ pandoc.Str("[") })
  for _, element in ipairs(span.content) do
    -- A citation within this one would be set, too.
    if element.t == "Cite" then content:extend(element.content) else content:insert(element) end
  end
  content:insert(pandoc.Str("]"))
  span.content = { pandoc.Cite(content, citations) }
  return span
end

local function paragraph(block)
  local found, words = pandoc.List(), pandoc.List()
  collect(block.content, nil, found, words)
  if #found == 0 then return nil end

  local letters = silent(table.concat(words))
  local claims = {}
  for _, item in ipairs(found) do
    table.insert(claims, item.claim or accepted_claim(item, letters) or "")
  end
  block.content = put_behind(block.content, claims)
  return block
end

local function appendix()
  local items = pandoc.List()
  for _, claim in ipairs(order) do
    local row = TABLE.claims[claim]
    local told = cited[claim]:map(function(each) return each.label .. " (" .. each.stance .. ")" end)
    local words = "Verdict: " .. row.verdict .. ". Cited: " .. table.concat(told, "; ") .. "."
    local inlines = pandoc.List({ pandoc.Strong(strings(row.statement)), pandoc.Space() })
    inlines:extend(strings(words))
    items:insert({ pandoc.Plain(inlines) })
  end
  if #items == 0 then return {} end
  local heading = pandoc.Header(1, strings(TITLE), pandoc.Attr("", { "unnumbered" }))
  return { heading, pandoc.BulletList(items) }
end

local function with_appendix(blocks)
  local listed = appendix()
  for _, block in ipairs(blocks) do
    if block.t == "Div" and block.identifier == APPENDIX then
      block.content = listed
      return blocks
    end
  end
  if #listed == 0 then return blocks end

  local place = #blocks + 1
  for number, block in ipairs(blocks) do
    if block.t == "Div" and block.identifier == "refs" then place = number end
  end
  if place > 1 and blocks[place - 1].t == "Header" then place = place - 1 end
  blocks:insert(place, pandoc.Div(listed, pandoc.Attr(APPENDIX)))
  return blocks
end

function Pandoc(document)
  if pandoc.utils.references then
    for _, reference in ipairs(pandoc.utils.references(document)) do
      local doi = reference.DOI or reference.doi
      if doi then dois[reference.id] = stringify(doi) end
    end
  end
  local body = pandoc.walk_block(pandoc.Div(document.blocks), { Span = bracketed })
  body = pandoc.walk_block(body, { Para = paragraph, Plain = paragraph, Header = paragraph })
  document.blocks = body.content
  if document.meta["evidence-appendix"] ~= false then
    document.blocks = with_appendix(document.blocks)
  end
  return document
end
