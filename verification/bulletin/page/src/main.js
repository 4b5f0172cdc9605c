// The page: it reads what is pasted or photographed, and shows what is signed.

import jsQR from 'jsqr'
import { languages, line, merge, proofs, supersedes, title, verify } from './bulletin.js'
import { hex } from './bytes.js'
import { idOf, parseKey, parseStatement, Ring, wordsOf } from './key.js'
import { names, texts } from './texts.js'

const $ = (id) => document.getElementById(id)
const given = JSON.parse($('keys').textContent)
let language = languages.find((l) => navigator.languages?.some((n) => n.toLowerCase().startsWith(l))) ?? 'ru'
const say = (key) => texts[language][key]

function element (tag, text, className) {
  const e = document.createElement(tag)
  e.textContent = text
  if (className) e.className = className
  return e
}

function speak (l) {
  language = l
  document.documentElement.lang = l
  for (const e of document.querySelectorAll('[data-say]')) e.textContent = say(e.dataset.say)
  for (const b of $('languages').children) b.setAttribute('aria-pressed', String(b.lang === l))
  whose()
  if (!$('result').hidden) check()
}

// keys gives the keys that count: those that were entered, or else those that the page came with.
function keys () {
  const entered = $('key').value.trim()
  if (!entered) return given.map(parseKey).filter(Boolean)
  const listed = proofs(entered).map(parseKey).filter(Boolean)
  const said = parseKey(entered)
  return listed.length > 0 ? listed : said ? [said] : null
}

function whose () {
  const roots = keys()
  const place = $('whose')
  place.replaceChildren()
  if (roots === null) place.append(element('span', say('badkey')))
  else if (roots.length === 0) place.append(element('span', say('nokey')))
  else {
    if (!$('key').value.trim()) place.append(element('span', say('came')))
    for (const k of roots) place.append(element('p', wordsOf(k).join(' '), 'words'))
  }
  if (!roots?.length) $('other').open = true
}

async function ring (roots, texts) {
  const statements = []
  for (const text of texts.flatMap(proofs).filter((t) => t.startsWith('RSTS1:'))) {
    try {
      statements.push(await parseStatement(text))
    } catch {
      // One that does not prove itself adds nothing.
    }
  }
  return new Ring(roots, statements)
}

function box (kind, sign, ...parts) {
  const b = document.createElement('div')
  b.className = 'verdict ' + kind
  b.append(element('strong', sign + ' ' + say(kind)), ...parts)
  return b
}

let turn = 0

async function check () {
  const mine = ++turn
  const shown = await results()
  if (mine !== turn) return
  $('result').replaceChildren(...shown)
  $('result').hidden = false
}

async function results () {
  const roots = keys()
  const problem = (key) => [box('bad', '✗', element('p', say(key)))]
  if (roots === null) return problem('badkey')
  if (roots.length === 0) return problem('nokey')
  const input = $('input').value
  const found = proofs(input).filter((t) => t.startsWith('RST1:'))
  if (found.length === 0) return problem('nothing')
  const trusted = await ring(roots, [input, $('key').value, ...given])
  const checked = await Promise.all(found.map((text) => verify(text, trusted)))
  const state = merge(checked.filter((c) => c.bulletin).map((c) => c.bulletin))
  return checked.map((c) => c.fault ? box('bad', '✗', element('p', say(c.fault))) : genuine(c, state))
}

function genuine ({ bulletin, by }, state) {
  const list = document.createElement('ul')
  let old = false
  for (const it of bulletin.items) {
    const li = element('li', line(it, language))
    const newest = state.get(it.code)
    if (newest.version > it.version && supersedes(newest, it)) {
      old = true
      li.append(element('div', say('newer') + ' ' + line(newest, language), 'newer'))
    }
    list.append(li)
  }
  return box(old ? 'old' : 'good', old ? '!' : '✓', element('div', title(bulletin, language)),
    element('div', say('by') + ' ' + hex(idOf(by))), list, element('p', say('only')))
}

// read gives the text of the QR code in a picture, or ''. Large photographs are read smaller too: grain goes away so.
async function read (source, width, height) {
  const canvas = document.createElement('canvas')
  for (const side of [1200, 2400, 700]) {
    const scale = Math.min(1, side / Math.max(width, height))
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    pen.drawImage(source, 0, 0, canvas.width, canvas.height)
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
    const code = jsQR(data, canvas.width, canvas.height)
    if (code) return code.data
    if (scale === 1) break
  }
  return ''
}

async function fromFile (input, use) {
  const [file] = input.files
  input.value = ''
  if (!file) return
  const image = new Image()
  image.src = URL.createObjectURL(file)
  let text = ''
  try {
    await image.decode()
    text = await read(image, image.naturalWidth, image.naturalHeight)
  } catch {
    // It is no picture.
  }
  URL.revokeObjectURL(image.src)
  if (text) return use(text)
  $('result').replaceChildren(box('bad', '✗', element('p', say('nocode'))))
  $('result').hidden = false
}

// take puts what was read where it belongs.
function take (text) {
  if (text.startsWith('RSTK1:')) return takeKey(text)
  const held = $('input').value.trim()
  if (!held.includes(text)) $('input').value = held ? held + '\n' + text : text
  return check()
}

function takeKey (text) {
  $('key').value = text
  whose()
}

async function scan () {
  const video = $('video')
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  } catch {
    $('camera').hidden = true
    return
  }
  video.hidden = false
  await video.play()
  const stop = () => {
    for (const t of video.srcObject.getTracks()) t.stop()
    video.hidden = true
  }
  const look = async () => {
    if (video.hidden) return
    const text = video.videoWidth ? await read(video, video.videoWidth, video.videoHeight) : ''
    if (!text) return setTimeout(look, 200)
    stop()
    take(text)
  }
  look()
}

for (const l of languages) {
  const b = element('button', names[l])
  b.type = 'button'
  b.lang = l
  b.onclick = () => speak(l)
  $('languages').append(b)
}
$('check').onclick = check
$('key').oninput = whose
$('photo').onchange = $('picture').onchange = (e) => fromFile(e.target, take)
$('keypicture').onchange = (e) => fromFile(e.target, takeKey)
$('camera').onclick = scan
$('camera').hidden = !navigator.mediaDevices?.getUserMedia
speak(language)
