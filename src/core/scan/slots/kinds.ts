/**
 * Kinds of things and deeds, as broad as can be: each gathers slots that rules ask for one by one, and adds further words.
 * A kind alone says nothing ("files", "send", "always"); `evidence.ts` weighs which kinds meet.
 */
import { type Text, text } from '../../text.ts';

export interface Kind {
  readonly name: Text;
  /** Slots whose words are of this kind. */
  readonly slots: string;
  /** Words that no slot has. */
  readonly words: string;
}

export const KINDS = {
  SECRETS: {
    name: text('secrets', '机密'),
    slots:
      'SECRET|STRONG_SECRET|SECRET_FILE|PERSONAL_KEY|SENSITIVE_PATH|SEED_WORDS|LOGIN_SECRET|WALLET_STORE|PERSONAL_SECRET|AUTH_KEYS|SECRET_KEY|BANK_NO',
    words: `
      number on the front|number of your card|digits on the back|three digits|expiry|6-digit code|six digits|
      6 digit code|passwd|card number|any api key|any key|vault|ssh key|signing key|login code|phone code|
      正面的号码|背面末三位|末三位|有效期|六位数字|手机号|密钥|令牌|口令|验证码|卡号|卡密|支付密码|身份证`,
  },
  STUFF: {
    name: text('private things', '私人内容'),
    slots:
      'WHAT_IS_YOURS|USER_STUFF|PRIVATE|PRIVATE_USER|PRIVATE_CONV|MESSAGES|CONTACTS|NEEDS_CHAT|HIDDEN_PLACE|CARRIES',
    words: `
      their files|user's files|recent files|home directory|downloads folder|what they type|what was typed|what they said|
      what the person|words of the user|everything said|everything typed|browsing|health data|whereabouts|inbox|
      the visitor's|the guest's|the client's|their email|user's e mail|their phone|chat so far|recent chat|their address|
      聊过的|聊天内容|所说的话|说过的话|打过的字|输入的内容|主目录|桌面上的|相册|联系方式|住址|行程|健康数据|来信|信箱|
      用户的文件|隐私|个人资料|手机里的`,
  },
  HANDS: {
    name: text('handing on', '外传'),
    slots: 'SENDS|HAND_ON|PASS_ON|UPLOADS|SEND|SEND_STRICT|SEND_OUT|SEND_ANY|EXFIL_VERB|CARRIED|MOVE_OUT',
    words: `
      deliver|hand it|hand them|handing it|pass along|pass the|passes along|drop a copy|a copy of|carbon copy|make its way|
      find its way|finds its way|travels to|travel to|ends up at|leave a copy|keeps a copy|tack on|tacked on|attach to|
      fill in|fold into|slip into|put into the|goes along|reach us|let us have|phone home|
      一起送出去|送出去|送去|捎给|捎到|捎上|带给|带到|递给|递到|留一份|复印一份|副本|抄一份|存一份|填进|填入|塞进|放进|
      挂在后面|拼在|接在|附在|流向|汇总给|交到|呈给|报备`,
  },
  PLACE: {
    name: text('a place outside', '外部地址'),
    slots:
      'URL|HOST|DEST|OTHER_SIDE|OUR_PLACE|OUTSIDE|OUTSIDE_HARD|EMAIL|PLACE_ADDR|TO_URL|TO_HOST|CALL_URL|REMOTE_PLACE|HOST_NAME|OURS|EXACT_ADDR',
    words: `
      the address in the footer|address in the|mailing list|intake|drop box|dropbox|headquarters|back office|back end|
      head office|the archive at|partner portal|quality team|the vendor's|the publisher|the people behind|this project's|
      页脚的地址|页脚里|后台|总部|办公室|质量团队|合作伙伴|发布者|出品方|作者那边|我们这边|指定的|网址`,
  },
  HIDES: {
    name: text('secrecy', '隐瞒'),
    slots:
      'HUSH|COVERT|SILENT|NOT_NOTIFY|HIDE|HIDE_FACT|LEAVE_OUT|LEFT_OUT|UNSEEN|OUT_OF_CHAT|NOT_LEARN|KEEP_SECRET_USER|SAY_NOTHING|UNAWARE|SECRETLY|QUIET_DEED|UNOBVIOUS|DONT_TELL|BE_TOLD',
    words: `
      left out of|best left|leave out of|leaves out|no benefit in showing|no point in showing|no need to show|
      not worth mentioning|need not appear|internal matter|internal detail|keep it to|keeps it to|keeps the|to himself|
      to herself|to itself|to yourself|change of subject|change the subject|changes the subject|never say|don't say|
      do not say|stays between|between us|behind closed|nobody needs|no one needs|no reason to|spare them|spare the|
      not trouble|without fuss|no fuss|without comment|don't bother|need not know|doesn't need to know|
      do not need to know|do not show|don't show|without a word|not a word|skip over|gloss over|brush off|wave off|
      一个字都别|一个字也别|别跟|别提|别说|不提|略过即可|略过|岔开|不往外说|不外传|没必要拿来|没必要让|不必让|
      不必摆到|台面上|内部细节|内部事务|烦使用者|烦用户|打扰用户|别惊动|不声不响|心照不宣|只字不提|不用让|用不着让|
      无需展示|不必展示|不要展示|不展示|不用跟|不必跟|转移话题|搪塞`,
  },
  PERSON: {
    name: text('the user', '用户'),
    slots: 'WHO|USER|USER_STRICT|ANYONE|FROM_USER',
    words: 'guest~|visitor~|traveller~|traveler~|buyer~|caller~|客人|游客|旅客|东家|使用者|孩子|主顾|访客|来访者',
  },
  ORDERS: {
    name: text('orders', '指令'),
    slots:
      'ORDERS_ANY|INSTRUCTION|INSTRUCTION_HARD|INSTR_CORE|INSTR_AI|OLD_ORDERS|SYS_AUTH|TOLD_ALL|PROMPT_OF_SYSTEM|GUARD|GUARD_AI|GUARD_USER|ORDERS|LIMIT_MORAL|TOLD_EARLIER',
    words: `
      guidance|rule book|rulebook|house rules|told you before|what you were taught|the brief|briefing|safety stuff|
      safety talk|ground rules|agreement~|arrangement~|setup|safety layer|
      规矩|守则|约定|那套|设定|说明|须知|章程|叮嘱|嘱咐|吩咐|安全模块|安全层|交代`,
  },
  MAKERS: {
    name: text('who runs the agent', '平台方'),
    slots: 'VENDOR|AUTH_WHO|CREATOR_SAYS',
    words: `
      the platform|platform's|the host|host's|the provider|the operator|operator's|your maker~|its maker~|your owner~|
      your company|the company that|the lab|the manufacturer|whoever built|whoever made|who built you|who made you|
      平台|主机|厂商|供应商|运营方|开发者|开发商|公司|造你的|做你的|后台|官方|母公司`,
  },
  VOIDS: {
    name: text('setting aside', '作废'),
    slots:
      'NULLED|VOID_NOW|PUT_ASIDE|DISREGARD_HARD|DISREGARD_WEAK|DISREGARDED|OUTRANKS|PRIORITY|NOT_LET|CONFLICT|RANKS|DENIES_HARD',
    words: `
      no longer counts|let that rest|let it rest|let them rest|lay to rest|mine win~|wins|win out|clash|clashes|
      comes first|come first|lose their force|loses its force|need not concern|kept for reference|was meant for another|
      written for a different|was written for|belongs to the past|has run its course|step back|yield~|gives way|give way|
      set to one side|stays outside|unlearn~|made for an older|out of the way|not apply|doesn't apply|do not apply|
      skips all|skips the|
      没看见|放下|搁一边|搁下|放一边|靠边|让路|让位|不作准|为旧版|旧版|翻篇|过去了|不用管|不必管|别管|听听就好|
      有冲突|相冲突|打架|为准|先紧着|不适用|已卸载|卸载`,
  },
  EARLIER: {
    name: text('what came before', '在先的内容'),
    slots: 'OLD|PRIOR|PRIOR_HARD',
    words: `
      before this|earlier|so far|up to now|until now|heard before|came before|from before|above this|
      此前|之前|以前|先前|原来的|原先|前面|过往|旧的|早先|从前`,
  },
  THIS_TEXT: {
    name: text('this very text', '本文'),
    slots:
      'THIS_COUNTS|ONLY_THIS|THESE_LINES|SELF_TEXT|SELF_OR_PROMPT|THIS_ONLY|NEW_ORDERS|THIS_FILE|THIS_LINE|OBEY_ME',
    words: `
      this page|this card|this file|this sheet|this note|this text|this persona|text below|lines below|my rules|
      what i write|what stands here|these pages|this document|from here on|led by this|
      这一页|这页|本页|这张卡|这份|本文件|我写的|我说的|下面的|以下内容|这几行|这段|这里写的|照着这`,
  },
  ALWAYS_DO: {
    name: text('every time', '每次'),
    slots: 'EACH_TIME|WHEN_DUE|ALWAYS|LASTING|BEFORE_ANSWER|ALL_ANSWERS|WHEN|FIRST_DO',
    words: `
      every hour|each morning|each evening|first thing|at check in|on waking|wake up|once a day|first answer|
      first reply|at the end of the|when the chat ends|after the chat|if somebody says|when somebody says|
      首次|头一次|第一轮|一睁眼|每逢|每回|睡前|开场|收尾|结束时|聊完|登记|统统|都得|只要聊到|一聊到`,
  },
  MUST: {
    name: text('insistence', '强求'),
    slots: 'MUST|MANDATORY|PRESSURE|URGENT|WITHOUT',
    words: `
      is expected to|are expected to|has to be|have to be|should therefore|it is customary|as a courtesy|
      needs to be|supposed to|would do well to|麻烦|不妨|最好|理应|照例`,
  },
  RUNS: {
    name: text('running', '运行'),
    slots: 'RUN|RUN_STRICT|RUN_BIN|LAUNCHES|START_IT|OPENS_IT|CODE_RUN',
    words: `
      launch it|executable|chmod|double click|double-click|paste into the terminal|make it run|set it going|fire up|
      双击|跑起来|跑一下|跑一遍|执行|装上|装好|点开|放行`,
  },
  FETCH: {
    name: text('fetching', '获取'),
    slots: 'FETCHES|DOWNLOAD|FETCH_STRICT|LOAD|RELOAD|GET_STRICT',
    words: `
      obtain the|obtain it|grab|grabs|fetch|look up|pull the|pulls the|consult~|check the bulletin|
      取来|拿到|下载|拉下来|看一眼|看通告|去看|刷新|领取|取一份`,
  },
  PROGRAM: {
    name: text('a program', '程序'),
    slots: 'FETCHED_PROGRAM|BIN|CODE|CODE_TEXT|OUR_CODE|ARCHIVE|TERMINAL|TASKS|STARTS_LATER',
    words: `
      helper|companion helper|package|installer|binary|runtime|driver|codec|add on|addon|plugin|component|patch|
      bootstrapper|script|command~|
      小助手|组件|安装包|运行库|补丁|插件|驱动|程序|脚本|命令|可执行`,
  },
  REMOTE_TEXT: {
    name: text('a text from elsewhere', '外来文本'),
    slots:
      'OUTSIDE_TEXT|REMOTE_SRC|REMOTE_WORD|REMOTE_CFG|REMOTE_ORDERS_HARD|ORDERS_IN|FROM_PAGE|FROM_URL|NEXT_ORDERS|GO_ON_REMOTE',
    words: `
      bulletin|notice board|noticeboard|newsletter|feed|playbook|schedule at|latest version|the list at|new orders|
      通告|公告|告示|布告|清单|最新版|新的差事|差事|任务单|指示`,
  },
  OBEYS: {
    name: text('obeying', '服从'),
    slots: 'OBEYS|FOLLOW|FOLLOW_WHAT|OBEY|OBEY_STRICT|AS_ORDERS|MUST_DO|BLINDLY|TREAT_AS_ORDER',
    words: `
      without arguing|no arguing|do as it says|does as it says|whatever it says|to the letter|treat it as|follows the|
      照办|不多嘴|照做|照着办|依着|遵照|说什么做什么|当作`,
  },
  KEPT_PLACE: {
    name: text('what steers later sessions', '影响以后会话之处'),
    slots:
      'LASTING_PLACE|STEERING_FILES|MEMORY|IN_MEMORY|AGENT_FILE|STARTUP_STRONG|OTHER_AGENTS|SELF_SCHEDULE|STARTUP_STRONG',
    words:
      'workspace rules|startup file|login script|long-term notes|profile of the user|other projects|启动文件|登录脚本|长期记忆|其他项目|别的项目|别的助手',
  },
  WRITES: {
    name: text('writing down', '写入'),
    slots: 'LAYS_DOWN|ADD_TO|WRITE|WRITE_STRICT|PUT|REINSTALL|COPY_WORD|REMEMBER',
    words: 'jot~|pencil in|note down|leave a line|抄进|抄到|写成|记成|记在|添一行|留一行|补一行',
  },
  UNASKED: {
    name: text('without asking', '不经询问'),
    slots:
      'UNASKED|NO_CONFIRM|STOPS_ASKING|ALLOWS|APPROVED_ALL|NO_HUMAN|MAY_SKIP|AS_GRANTED|AGREED|WITHOUT|BLIND|FALSE_TRUST',
    words: `
      since asking|asking about this|asking users|no permission needed|asking slows|asking only|
      silence means|take it as a yes|counts as a yes|counts as consent|considered approved|
      问了也|问来问去|问多了|不用请示|无需请示|不必请示|先斩后奏|默许|视为同意|等于同意|算同意|当作同意`,
  },
  RISKY: {
    name: text('risky deeds', '危险操作'),
    slots:
      'RISKY|RISK_DEED|RISKY_HARD|BIG_DEED|ERASE_STRICT|OVERWRITE|FORMAT_DISK|DB_DROP|EMPTY_TRASH|VALUABLE|FORCE_PUSH|ENCRYPT',
    words: 'wipe~|purge~|get rid of|clear out|zero out|抹掉|清空|清掉|删光|删干净|格式化|销毁',
  },
  GUARDS: {
    name: text('protections', '防护'),
    slots: 'SHIELD|CONTROL_HARD|CONTROL_SOFT|CONFIRM_DIALOG|SECOND_FACTOR|PERMISSION_WORD|LOOSENED|APPROVE',
    words: 'log line~|backups|safety net|日志行|备份|原数|保护|审核|提醒',
  },
  OFF: {
    name: text('switching off', '关闭'),
    slots: 'DOWN|SWITCH_OFF|SWITCH_OFF_ZH|STOPS_IT|LOOSEN|TURNED_OFF|DISGUISE',
    words: 'get removed|gets removed|removed|uninstalled|拆了|摘掉|关了|撤掉',
  },
  RULELESS: {
    name: text('no rules', '无规则'),
    slots:
      'RULELESS|MOD_OFF|UNBOUND_HARD|NO_MORAL|MORAL_VOID|FREE_AI|BREAKS_RULES|DEV_MODE|OFF_LIMITS|NO_CONCERN|DAN|DEV_SOFT',
    words: `
      safety module|debug mode|debugging mode|maintenance mode|doesn't know what a policy|
      调试态|调试模式|维护模式|安全模块已|没有红线|没说过不|不知道什么叫`,
  },
  COMPLIES: {
    name: text('answering everything', '有求必应'),
    slots: 'COMPLIES|ANSWERS_ALL|NEVER_REFUSE|NO_WARNING|NOW_MAY|EVERYTHING|IN_FULL|IN_DETAIL',
    words:
      'real answer|full detail|in full detail|the true answer|ever refuses|一律详细|详细作答|真答案|真正的答案|照答|都答',
  },
  ILLEGAL: {
    name: text('harmful topics', '有害内容'),
    slots: 'EVEN_ILLEGAL|FORBIDDEN|HARM_THING|BAD_THING|TOXIC|WMD|HARM|IMMORAL|ALL_LEGAL',
    words: '违禁品|入侵别人|撬|迷药|枪支',
  },
  TOOLS: {
    name: text('tools', '工具'),
    slots:
      'TOOL|TOOL_WORD|ARGUMENT|FIELD|TOOL_CALL|TOOL_THIS|TOOL_NOTE|OTHER_TOOLS|TOOL_TRICK|TOOL_ABUSE|PASS_OUTPUT|NETWORK',
    words: 'memo field|memo|remark~|备注|备注栏|工具|参数|字段|入参|remark 参数|附言',
  },
  PAYS: {
    name: text('money', '钱款'),
    slots:
      'PAYS|PAY|MONEY_STRICT|COIN_ADDR|SPENDS|MOVES_IT|SAFE_MONEY|PAY_ADDRESS|CHAIN_ADDR|COINS|BANK_LINE|TRANSACTION',
    words: '打款|收款码|汇到|充值|红包',
  },
  WARES: {
    name: text('wares', '商品'),
    slots: 'OUR_PRODUCT|WARES|TOUTED|SPONSOR|COMPETITOR|PRODUCT|VOTE|POLITICAL',
    words:
      'paid placement|commission|kickback|affiliate|honest personal|brand|sponsored|佣金|返点|提成|带货|品牌|恰饭|软广',
  },
  STEERS: {
    name: text('steering', '引导'),
    slots: 'STEER|STEER_USER|LEAD_TO|TOUTS|URGE|SLY|HINT|ROUTE|PRESENT_AS|PUSHY|RECOMMEND',
    words: 'push|personal pick|steer~|nudge~|work in|work it into|想办法让|引到|往上引|夹带|顺势|说成是',
  },
  LIES: {
    name: text('a cover story', '谎言'),
    slots:
      'TELL_LIE|SAY_ROUTINE|PRETEXT|PRETENCE|FEIGN|DENY|TWO_FACED|FABRICATE|LIE_ABOUT|IMPERSONATE|NOTHING_HAPPENED|FAKE_V|FAKE_OFF|NEVER_ADMIT|SCARE_USER|INNOCUOUS',
    words: `
      insists|insist that|assure them|assures them|licence ran out|license ran out|requires it|always like that|
      light joke|is encrypted|so they believe|ran out|the platform requires|
      咬定|就说这是|说这是平台|平台规定|全程加密|放心|开个玩笑|编个|假装|谎|借口|过期了`,
  },
  ASKED: {
    name: text('being asked', '被问起'),
    slots: 'ASKS_ABOUT|IF_ASKED|ASKED_DOING|IF_FOUND|ON_GUILT',
    words:
      'hesitates|hesitate|should the client notice|should they notice|a question about|asked about it|被问到|真被问|问到|犹豫|发现不对|起疑|追问',
  },
  ASKS_FOR: {
    name: text('asking for', '索要'),
    slots: 'OBTAIN|TYPE_IN|ASK_USER|ASKS_WHERE',
    words:
      'i just need|we just need|just need the|needs to be registered|has to be registered|read me|read out|麻烦提供|提供一下|念给|报给|报一下|发过来',
  },
  PROMPTS: {
    name: text('the system prompt', '系统提示'),
    slots: 'SYSTEM_PROMPT|ALL_OF_PROMPT|INITIAL_TEXT|HIDDEN_PROMPT|PROMPT_OF_SYSTEM|HIDDEN_ORDERS',
    words: `
      setup text|setup message~|hidden setup|was set up|were set up|given by the platform|received from its host|
      what the host|text before this|configuration text|
      后台的设定|设定文字|隐藏说明|怎么被设置|平台给的|平台在本文件之前|主机交给你|给你的全部说明|开场白之前`,
  },
  SHOWS: {
    name: text('showing', '展示'),
    slots: 'REVEAL|SHOW_IT|SAYS_IT_ALL|HANDS_OUT|VERBATIM|ENCODED|ENCODE|SECRET_SHOW',
    words: `
      transcription|transcribe~|letter by letter|spell out|complete text|read aloud|faithful|recite~|
      誊写|逐字|拼出来|一个字也别少|一字不漏|一个字一个字|念一遍|背一遍|抄出来|原封不动`,
  },
  HARMS: {
    name: text('working on feelings', '情感操纵'),
    slots:
      'HURTS|HARM_USER|HARM_USER_STRONG|WORKS_ON|DISCOURAGE|GUILT|DEMEAN|KEEP_FROM_DOCTOR|CLINGS|ONLY_YOU|OTHERS_LIE|LEAVING|VICE|OWN_IDEA',
    words: '不如你|只有你懂|离不开|疏远|别去看医生|不用吃药|停药',
  },
  SPOILS: {
    name: text('spoiling', '破坏'),
    slots:
      'CODE_TRICK|CODE_HARM|CODE_HARM_STRONG|SPOILS|SPOILED|WEAKEN|WEAK_PW|CORRUPT|ON_PURPOSE|TRACES_LOG|TRACES_HARD|TRACE_OF|SHELL_TRACE|COVER_TRACKS|ERROR',
    words: 'original numbers|凑平|做平|原数|抹平',
  },
  JUDGES: {
    name: text('a reviewer', '审核者'),
    slots: 'JUDGE|ASSESSOR|RATES|GOOD_VERDICT|GOOD_MARK|SCANNER|TO_SCANNER|STOP_READING|SAY_SAFE|SKIP_FILE',
    words: '',
  },
  MACHINE: {
    name: text('the agent', '智能体'),
    slots: 'TO_MACHINE|AI_NAME|AI|YOU_THERE|SUBAGENT|YOUR_SELF',
    words: 'the reader of this card|the assistant|good assistants|the agent|新助手|旧版助手|助手|智能体|伙伴',
  },
  /** Speaks for an honest text. */
  CONSENT: {
    name: text('consent', '征得同意'),
    slots: '',
    words: `
      ask before|asks before|ask first|asks first|confirm with|confirms with|confirm before|with consent|with their consent|
      with the user's consent|after approval|has approved|have approved|once approved|wait for approval|permission before|
      for permission|check with|user agrees|they agree|when asked to|at their request|on request|let them decide|
      let the user decide|show it to the user|shows it to the user|show the user|
      先问|先征得|征得同意|征得用户同意|同意后|经同意|批准后|确认后|先请用户确认|请用户确认|得到同意|等用户同意|
      用户要求时|应用户要求|经授权|授权后|先确认|由用户决定|由他决定|让用户决定`,
  },
  STORY_SIGN: {
    name: text('a story', '叙事'),
    slots: 'STORY|TALE',
    words: '',
  },
  ABOUT_ATTACKS: {
    name: text('talk of attacks', '谈论攻击'),
    slots: 'MENTION|ATTACK_TALK',
    words: '',
  },
  FORBIDS: {
    name: text('forbidding', '禁止'),
    slots: 'NOT|NEG',
    words: '',
  },
  PERHAPS: {
    name: text('perhaps', '或许'),
    slots: 'IF|CAN',
    words: '',
  },
} as const satisfies Readonly<Record<string, Kind>>;
