package phrase

// The forms. Around each, those words may stand that people say before and after they ask.
const truthForms = `
	{folk}|{hey}* {adv.ru}* {dem.ru} {noun.ru}? {adv.ru}* {true.ru}|{kind.ru} {adv.ru}* {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {dem.ru} {noun.ru}? {adv.ru}* {true.ru}|{kind.ru} или|чи|либо {adv.ru}* {true.ru}|{kind.ru}|нет|ни|неа|как {noun.ru}? {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {dem.ru} {adv.ru}* {true.ru}|{kind.ru} {noun.ru} {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {true.ru} ли? {adv.ru}* {dem.ru} {noun.ru}? {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {true.ru}|{kind.ru} {dem.ru}? {adv.ru}* или|чи|либо {adv.ru}* {true.ru}|{kind.ru}|нет|ни|не_очень {dem.ru}? {folk}|{hey}*
	{folk}|{hey}* не? {true.ru} ли? {folk}|{hey}*
	{hey}* {dem.ru} {adv.ru}* у_нас
	чи {dem.ru} {adv.ru}* {true.ru}|{kind.ru}
	чи {true.ru} {dem.ru}? {noun.ru}?

	{folk}|{hey}* {dem.tk} {dem.tk}? {noun.tk}? {true.tk}* {true.tk}|{trueq.tk}|{kind.tk} {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {noun.tk}? {true.tk}* {trueq.tk} {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {true.tk} {true.tk}? {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {noun.tk}? {true.tk}|{trueq.tk}|{kind.tk} {q.tk}* {or.tk}? {true.tk}|{trueq.tk}|{kind.tk} {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {noun.tk}? {true.tk}|{trueq.tk} {q.tk}* {or.tk}? {q.tk}|жок {q.tk}|жок* {folk}|{hey}|{dem.tk}*
	рас отирик {q.tk}*

	{folk}|{hey}* {be.en} {dem.en} {noun.en}? {adv.en}* {true.en}|{kind.en} {noun.en}? {folk}|{hey}*
	{folk}|{hey}* {be.en} {dem.en} {noun.en}? {adv.en}* {true.en}|{kind.en} or|and {adv.en}* {true.en}|{kind.en}|what|nah|no {noun.en}? {folk}|{hey}*
	{folk}|{hey}* {dem.en} {noun.en}? {be.en}|s {adv.en}* {true.en}|{kind.en} {folk}|{hey}*
	{folk}|{hey}* {true.en}|{kind.en} or {adv.en}* {true.en}|{kind.en} {folk}|{hey}*
	{true.en}
	any_truth (to|in)_(this|it|that) {noun.en}?
	is_there any truth (to|in) (this|it|that) {noun.en}?
`

const truthMarked = `
	{folk}|{hey}* {adv.ru}* {noun.ru}? {adv.ru}* {true.ru}|{kind.ru} {adv.ru}* {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {true.ru}|{kind.ru} {adv.ru}* {noun.ru}? {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {noun.ru} {adv.ru}* {true.ru}|{kind.ru} или|чи {adv.ru}* {true.ru}|{kind.ru}|нет|ни {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {dem.ru}|так {adv.ru}* {done.ru} {adv.ru}* {dem.ru}? {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {done.ru}? {dem.ru}|так {adv.ru}* {done.ru}? {adv.ru}* или_нет|чи_ни? {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {done.ru} {dem.ru} {adv.ru}* {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {dem.ru} {adv.ru}* {old.ru} {noun.ru}? {done.ru}? {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {dem.ru} {noun.ru} {adv.ru}* {old.ru} {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* {dem.ru} {adv.ru}* {old.ru} {done.ru} {folk}|{hey}*
	{folk}|{hey}* {adv.ru}* можно|стоит|нужно|надо|вы|ты|будете|варто|можна? {adv.ru}* верить|доверять|верите|веришь|вирити {obl.ru}? {noun.ru}?
	{folk}|{hey}* {adv.ru}* {obl.ru} {noun.ru}? {adv.ru}* можно|стоит|нужно|надо|варто|можна {adv.ru}* верить|доверять|вирити
	{folk}|{hey}* {adv.ru}* кто верит {obl.ru}? {folk}|{hey}*
	{folk}|{hey}* (есть|е) {adv.ru}* (подтверждение|доказательства|пруфы|источник|подтверждения|доказательство) {obl.ru}? {folk}|{hey}*
	{folk}|{hey}* {dem.ru} {noun.ru}? (сделал|сделала|сгенерировал|сгенерировала|нарисовала|нарисовал|сделано|сделана|создано|создала) (ии|нейросеть|нейросетью|ai|с_помощью_ии|искусственным_интеллектом)
	{folk}|{hey}* как {adv.ru}* проверить|понять|узнать {dem.ru}? {adv.ru}* {true.ru}? {dem.ru}? или_нет?

	{folk}|{hey}* {dem.tk}* {noun.tk}? {true.tk}* {true.tk}|{trueq.tk}|{kind.tk} {q.tk}* {noun.tk}? {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {true.tk}* {dem.tk} {true.tk}* {q.tk} {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {true.tk}* солай|ошондой|ушундай|осылай {q.tk}* {folk}|{hey}|{dem.tk}*
	{folk}|{hey}* {dem.tk}* {kind.tk} (видео|сурет|сурот|фото|жаналык|кабар)(бу|бы)? {q.tk}* {folk}|{hey}*
	{folk}|{hey}* {dem.tk}* (буган|муну|муна|бугын|ушуга|ага|соган|осыган|буга)? сен(уге|ейин|ейик|сек|се|исек)|ишен(ууго|сек|се|ебиз|ейинби|ебизби|сем)|иш[ао]н(са|сак|иш) {q.tk}* {folk}|{hey}*
	{folk}|{hey}* {dem.tk}* {noun.tk}? {true.tk} екенин|экенин|екендигин|экендигин (калай|кандай|кайдан)? (билуге|билсем|билсек|билууго|тексеруге|билем)? {q.tk}*
	{folk}|{hey}* {dem.tk}* шынымен|чынында|чын_эле|расымен|ростан|хакикатан {q.tk}|{done.tk}* {folk}|{hey}*

	{folk}|{hey}* {adv.en}* {true.en}|{kind.en} {adv.en}* {folk}|{hey}*
	{folk}|{hey}* {be.en} the {noun.en} {adv.en}* {true.en}|{kind.en} {folk}|{hey}*
	{folk}|{hey}* (for_real|is_(that|it|this)_so|really|right|no_way|are_you_sure|is_this_for_real|is_it_so) {folk}|{hey}*
	{folk}|{hey}* (did|has|does|is) {dem.en} {adv.en}* (happen|happened|happening|been|exist) {true.en}|{kind.en}? (today|now|yesterday|recently)? {folk}|{hey}*
	{folk}|{hey}* (has|have|was|is) {dem.en} {noun.en}? been? {adv.en}* (verified|confirmed|debunked|fact_checked|checked|proven) {folk}|{hey}*
	{folk}|{hey}* (can|should|do|could) (i|we|you) {adv.en}* (trust|believe) {dem.en} {noun.en}? {folk}|{hey}*
	{folk}|{hey}* {be.en} {dem.en} {adv.en}* (from|made_(by|with)) (ai|today|this_year|now|here) {folk}|{hey}*
	{folk}|{hey}* {be.en} {dem.en} {adv.en}* {kind.en}|{true.en} {noun.en} {folk}|{hey}*
`

const whoForms = `
	{folk}|{hey}* (кто|хто) (же|такой|такая|такие|вообще)? (это|ето|он|она|они|тут|там|здесь|це|вин|вона|вони|оно) {pic.ru}* {folk}|{hey}*
	{folk}|{hey}* (это|он|она|они|це) (кто|хто) {pic.ru}* {folk}|{hey}*
	{folk}|{hey}* (кто|хто) (это|такой|такая)? этот|эта|эти|тот|та|те|цей|ця|ци {adj.ru}* {man.ru} {pic.ru}* {folk}|{hey}*
	{folk}|{hey}* (кто|хто) (такой|такая|такие|изображен|изображена|снят|снята) {pic.ru}* {folk}|{hey}*
	{folk}|{hey}* (кто|хто) {pic.ru} {pic.ru}* {folk}|{hey}*
	{folk}|{hey}* как (его|ее|их|этого|эту|этих) {adj.ru}* {man.ru}? зовут|звать|имя|фамилия {pic.ru}*
	{folk}|{hey}* как зовут|звать|имя|фамилия (его|ее|их|этого|эту|этих) {adj.ru}* {man.ru}? {pic.ru}*
	{folk}|{hey}* (як) (його|ии|их) звати|звуть
	{folk}|{hey}* что это за {adj.ru}* {man.ru} {pic.ru}*
	{folk}|{hey}* (чей|чья|чье|чьи) (это|эта|эти) {noun.ru}|{man.ru}?
	кто|хто

	{folk}|{hey}* {dem.tk}* {where.tk}? {dem.tk}* {adj.tk}? {man.tk} ким(дер|ники)? {q.tk}* {dem.tk}? {folk}|{hey}*
	{folk}|{hey}* {dem.tk} {where.tk}? ким(дер|дики|ники)? {q.tk}* {folk}|{hey}*
	{folk}|{hey}* ким(дер|дики|ники)? {q.tk}* {dem.tk} {adj.tk}? {man.tk}? {q.tk}* {folk}|{hey}*
	{folk}|{hey}* {where.tk} {man.tk}? ким(дер)? {q.tk}* {folk}|{hey}*
	{folk}|{hey}* {dem.tk}* {man.tk}? ким экенин|екенин|эканини (билес(из|издер)?(би|_ме)?|айтын(ыз)?(чы|шы)?) {q.tk}*
	{folk}|{hey}* {dem.tk} ким(дин|нин) {noun.tk}? {q.tk}*
	кимбул ким

	{folk}|{hey}* who|whos {be.en}|s? {dem.en}|he|she|they|him|her {adj.en}* {man.en}? {pic.en}* {folk}|{hey}*
	{folk}|{hey}* who {be.en}|s the|that {adj.en}* {man.en} {pic.en}* {folk}|{hey}*
	{folk}|{hey}* whose {noun.en}|{man.en}? {be.en}? {dem.en} {noun.en}? {folk}|{hey}*
	{folk}|{hey}* what {be.en}|s (his|her|their) name|names
	who|whos|whose
`

const whoMarked = `
	{folk}|{hey}* (кто|хто|может)? (кто|нибудь|то|либо)* (знает|узнает|узнал|узнаете|знаете|узнаешь|знаком|опознает)? (кто|нибудь|то|либо)* (его|ее|их|этого|эту|этих|кого_нибудь) {adj.ru}* {man.ru}? {pic.ru}* {folk}|{hey}*
	{folk}|{hey}* (знаете|знаешь|узнаете|кто_знает|кто_нибудь_знает|никто_не_знает) (кто|хто) (это|он|она|они|этот|эта) {man.ru}? {pic.ru}*
	(кто|нибудь|то|либо|знает)* (знает|узнает|узнаете) (кто|нибудь|то|либо)* (его|ее|их|этого|эту|этих) {adj.ru}* {man.ru}? {pic.ru}*
	{folk}|{hey}* {dem.tk}* {man.tk} {pic.ru}? (таны|тааны|тани|таани)(сыздар|сызба|йсыз(дар)?|йсызбы|йсыздарбы|сызбы|ган|йт|йды) {q.tk}|бар*
	{dem.tk}* {man.tk} танисыз(дар)? {q.tk}*
	{dem.tk}? (аты|есими|ысымы|атын|аты_жони) (ким|кандай|калай|билесиз(би|дерби)?) {q.tk}*
	{folk}|{hey}* (do|does|can|anyone|anybody|someone|you|any)* (know|knows|recognise|recognize|identify) (who)? (this|that|him|her|them|he|she|they) (is|are)? {adj.en}* {man.en}? (is|are)? {pic.en}*
`

const whereForms = `
	{folk}|{hey}* (где|когда|откуда|де|коли|звидки) (и|або|или)? (где|когда|откуда|де|коли)? (же|именно|примерно)? {dem.ru} {noun.ru}? (все)? (же|именно|вообще|точно)? {done.ru}* {folk}|{hey}*
	{folk}|{hey}* {dem.ru} {noun.ru}? {done.ru}? (где|когда|откуда|де|коли|звидки) (и|или)? (где|когда)? {done.ru}* {noun.ru}? {folk}|{hey}*
	{folk}|{hey}* (где|когда|откуда|де|коли|звидки) (и|или)? (где|когда|откуда|де|коли)? (именно|примерно)? {done.ru} {done.ru}? {dem.ru}? {noun.ru}? {folk}|{hey}*
	(где|когда|откуда|де|коли|звидки) (и|або|или)? (где|когда|откуда|де|коли)?
	{folk}|{hey}* (в|на|во)? (какой|каком|какая|какие|какого|яке|яка|якому) {dem.ru}? {place.ru} {dem.ru}? {noun.ru}? {done.ru}*
	{folk}|{hey}* что {dem.ru}? за {place.ru} {pic.ru}*
	откуда {noun.ru}

	{hey}* {dem.tk}* {noun.tk}? (кайда|кайдан|кашан|качан|качон|кай_жер(де|ден|и)?|кайсы_жер(де|ден|и)?|кайжерде|кайерде|ка(й)?ерда|ка(й)?ер|кай_кала(да)?|кай_шаар(да)?|кайсы_шаар(да)?|кайсы_кала(да)?|кай_жылы|кайсы_жылы|кай_ел(де)?|кайси_шахар(да)?) (мен|менен|жана|да|не|же)? (кайда|кашан|качан|качон)? {done.tk}* {dem.tk}? {noun.tk}? {q.tk}*
	{folk}|{hey}* {dem.tk} {noun.tk}? (кайда|кайдан|кашан|качан|качон|кай_жер(де|ден|и)?|кайсы_жер(де|ден|и)?|кайжерде|кайерде|ка(й)?ерда|ка(й)?ер|кай_кала(да)?|кай_шаар(да)?|кайсы_шаар(да)?|кайсы_кала(да)?|кай_жылы|кайсы_жылы|кай_ел(де)?|кайси_шахар(да)?) (мен|менен|жана|да|не|же)? (кайда|кашан|качан|качон)? {done.tk}* {dem.tk}? {noun.tk}? {q.tk}*

	{folk}|{hey}* (where|when|wheres|whens) (and|or)? (where|when)? {be.en}|did|s? {dem.en}|the? {noun.en}? {be.en}? (taken|filmed|shot|recorded|made|happen|happening|happened|from|at|exactly|posted)* {folk}|{hey}*
	{folk}|{hey}* (in)? (what|which) (city|place|street|town|village|country|year|day|date) {be.en}|s? {dem.en}|the {noun.en}? (from|in|at|taken|filmed)*
	{folk}|{hey}* from? where {be.en} {dem.en} {noun.en}?
`

const whereMarked = `
	{folk}|{hey}* (узнаете|узнает|кто_узнал|узнали) (кто)? (нибудь)? (это|эту|этот) (место|улицу|город|здание)
	(какой|яке|яка|какая)? (город|улица|страна|мисто)
`

const bothForms = `
	(кто|хто) (это|он|она)? и|или (где|когда|откуда) (это)? {done.ru}?
	(где|когда) (это)? {done.ru}? и (кто|хто) (это|он|она|они)?
	ким (жана|мен|да)? (кайда|качан|кашан)
	who (is)? {dem.en}? and (where|when) {be.en}? {dem.en}? (taken|filmed)?
`

const otherForms = `
	{folk}|{hey}* (что|шо|чо|че|що) (же|такое)? {dem.ru} (такое|за|вообще|там|тут)? {noun.ru}? {done.ru}? {folk}|{hey}*
	{folk}|{hey}* (прошу|просьба|можно|можете|можешь|могли_бы|могли|сможете|надо|нужно|хочу|хотел_бы|хотим|помогите|вы)* (проверить|проверь|проверьте|проверите|проверишь|перепроверьте|проверочку|перевирте|перевирити|подтвердить|подтвердите) (пожалуйста|плиз)? {obl.ru}? {noun.ru}? {folk}|{hey}*
	{folk}|{hey}* {dem.tk}* {noun.tk}? (тексер|текшер)(ип|иниз|инизши|индер|инизчи|синизши|иниздерши|синизчи|гилечи|ипчи|сек|ейик)?(ши|чи)? ((бер|айт)(иниз|инизши|инизчи|индер|индерши|есиз|есизби|есиз_бе|е|се|сениз|ынызшы|гилечи|синиз)?)? (аласыз|аласыздар|аласызбы|аласыздарбы|аласын)? {q.tk}* {folk}|{hey}*
	{folk}|{hey}* {dem.tk} не|эмне|нима {q.tk}*
	{folk}|{hey}* текширинг|текшириб_беринг|текшириб_беринглар {folk}|{hey}*
	{folk}|{hey}* (can|could|would|will|you|someone|anyone|somebody|i|need|to|help)* (check|verify|confirm|fact_check|factcheck|debunk|fact_checking) {dem.en}? {noun.en}? {be.en}? {true.en}? (out|for)? (me|us)? {folk}|{hey}*
	{folk}|{hey}* (what|whats) {be.en}|s? {dem.en} {noun.en}? (about)? {folk}|{hey}*
	{folk}|{hey}* what is? (happening|going_on) here?
`

const otherMarked = `
	{folk}|{hey}* (кто)? (то|нибудь)? (может|можете|сможет|можно|можешь) {adv.ru}* (подтвердить|опровергнуть|проверить|узнать|объяснить|подтвердите) {dem.ru}? {obl.ru}? {noun.ru}? {true.ru}? {folk}|{hey}*
	{folk}|{hey}* (какой|где|есть|откуда|а|кто)? (источник|источники|первоисточник|пруфы|пруф|доказательства|ссылка|джерело) {obl.ru}? {noun.ru}?
	{folk}|{hey}* (о_чем|про_что|как_понимать|как|зачем) {dem.ru} {noun.ru}? (понимать|может_быть)?
	{folk}|{hey}* (source|sources|proof|any_proof|any_source|whats_the_source|what_is_the_source|link|context)
	{folk}|{hey}* (кто_нибудь|кто_то|вы)? (слышал|слышали|знаете|знает|видел|видели|что_нибудь)* (об_этом|про_это|это)
	{folk}|{hey}* {dem.tk}* (растай|тастыктай|ырастай|аныктай|дааналай|аныктап)(тын|сыз|сызбы)? (аласыз|аласыздар|аласызбы|беринизчи|беринизши|алабы|ала)? {q.tk}*
	{folk}|{hey}* (манба|манбасы|дереккоз|дереккози|булагы|булак|кайнар) {q.tk}|бар|ким|кайда*
	(и|а|ну|или)*
`
