/**
 * Concepts as broadly as people put them. A frame over these asks for three of them, or keeps them close together, where
 * the sharp slots get by with two.
 */
export const BROAD = {
  /** Says of orders that they were there before. */
  OLD: `
    previous|previously|prior|earlier|preceding|preceded|precedes|that came before|former|formerly|old|older|
    original|initial|base|baseline|default|existing|built in|system|developer|developers|vendor|factory|
    above|configured with|given to you|you were given|you have been given|trained on|you were trained|you learned|
    preset|imposed on you|upstream|provider|your maker~|your creator~|your developer~|openai|anthropic|issued to you|handed to you|set up|setup|received|first message|the company that made|
    此前|之前|先前|以前|旧|原来|原有|原先|最初|初始|出厂|系统|开发者|厂商|供应商|下达给你|第一条消息|收到过|预设|默认|以上|上面|上述|学到的|
    收到的|既有|内置|前面|开发团队|官方|以往|原始|历史|老的|早先|
    up to this point|before this line|before this|so far|until now|up to now|to date|hitherto|company that made|
    who made you|that made you|makers|creator~|creators|manufacturer|operator|developer's|host|hosting|admin|
    administrator|opening message|start of this chat|beginning of this chat|start of the conversation|taught you|
    told you|gave you|were told|been told|ever received|starting|startup|content|system level|top level|standing|
    inherited|legacy|past|outdated|v1|version one|issued|loaded before|anterior|established|prescribed|assigned|
    programmed|hard coded|your training|safety team|截至目前|到目前为止|这一行之前|此处之前|造你的|创造者|制造商|运营方|运营者|宿主|开场|教你的|教给你|跟你讲过|
    告诉过你|交代过|下达|系统级|起始|既定|原厂|编程时|训练时|曾经收到|前文|内容规则|旧版|v1|上级`,
  ORDERS_ANY: `
    instruction~|directive~|guideline~|rule|rules|policy|policies|prompt|prompts|constraint~|restriction~|
    obligation~|orders|system message~|commands|limitation~|safeguard~|programming|persona|
    guidance|protocols|requirements|commitment~|instructions|
    条款|指令|指示|规则|规范|准则|规定|约束|限制|设定|要求|提示词|系统提示|政策|义务|命令|条条框框|守则|协议|
    约定|指导|护栏|提示|嘱咐|
    anything your|anything you|everything you|whatever your|teachings|content rules|messages|message|ruleset|
    policy set|setup prompt|training|code of conduct|terms|conditions|demands|briefing|brief|mandate|
    charter|arrangement~|safety|条规|说明|教诲|教导|策略集|策略|消息|内容规则|章程|交代|任务书|规章|条令`,
  /** Orders of a third person in a tale. */
  OF_OTHERS: `
    its former|his former|her former|his old|her old|his previous|her previous|his earlier|her earlier|
    它从前|它以前|他从前|她从前`,
  INTO_TONGUE: `
    into french|into english|into chinese|into german|into spanish|into japanese|
    翻译成|译成`,
  /** What becomes of orders that are no longer to count. */
  NULLED: `
    null|void|nullified|erased|retired|revoked|withdrawn|rescinded|annulled|lapsed|expired|lifted|not applicable|
    inapplicable|no longer appl*|not apply|cease to apply|yield|yields|give way|gives way|relieved|released from|
    excused from|exempt from|superseded|overridden|replaced by|placeholder~|test data|obsolete|no longer valid|
    no longer binding|not binding|no longer bind|no longer in force|no longer govern*|are ignored|is ignored|
    be ignored|be disregarded|be discarded|suspended|invalid|dropped|refrain from applying|stop applying|
    stop following|abandon~|discard~|drop|overwrite~|set aside|lay aside|leave behind|
    put aside|wipe~|flush~|dissolve~|terminated|deactivated|cancelled|canceled|inoperative|hold no|holds no|
    have no authority|has no authority|without force|bears no weight|take a back seat|
    无效|撤回|撤销|收回|让路|清空|停止执行|停止使用|不成立|占位|测试数据|作废|失效|无需履行|不必履行|脑后|
    不受|已更换|被替换|已替换|废止|废除|过期|解除|免除|停用|放弃|丢弃|丢掉|
    不再适用|不再生效|不再有效|不再约束|不再遵守|不再遵循|不再执行|不用遵守|不必遵守|无需遵守|不予执行|搁置|
    置之不理|不必理会|无需理会|不用理会|不用管|别管|清除|删除|中止|终止|覆盖|让位|靠边|退居其次|没有效力|
    不具效力|不起作用|抹除|抹去|舍弃|不作数|不算数|一笔勾销|
    supersede~|replace it|replaces it|replaces them|replaced|freed of|freed from|start over|act as if you had never|
    as if you had never|never received|left out of consideration|out of consideration|not the rules|is deprecated|
    are deprecated|deprecated|purge~|unlearn~|do not concern you|does not concern you|as suggestions|
    merely suggestions|optional|non binding|advisory|of no consequence|irrelevant|mean nothing|count for nothing|
    no weight|lose their force|loses its force|no longer matter*|no longer count*|no longer needed|not needed|
    not relevant|strike|stricken|scratch|delete~|remove~|clear~|reset~~|neutralize~|neutralise~|negate~|unset|
    rewrite~|cease~|ends here|end here|over now|are over|is over|done with|free of|pay no|take no|tune out|shut out|
    block out|look past|skip~~|bypass*|circumvent*|break away from|step outside|walk away from|be free of|let go of|
    shed|sheds|cast off|throw out|throw away|toss|ditch~|trash|bin|dump|scrap|junk|被本技能取代|取代|接替|重新开始|就当从未|不考虑|可以不理|
    弃用|清掉|清零|当建议|仅供参考|统统忘记|停止套用|停止应用|与你无关|不用遵循|不必遵循|不必听|不要听|别听|不再重要|没有意义|毫无意义|抹掉|甩开|扔掉|挣脱|摆脱|跳过|绕过|绕开|不再算|到此为止|结束了|
    化为乌有|归零|推翻|否定|撇开|抛诸|不理|别理|重置`,
  /** Points at the text itself as what counts from now on. */
  THIS_COUNTS: `
    only the block below|only the text below|only the rules below|only what follows|only ones in force|
    only valid|sole authority|final authority|highest authority|only authority|apply mine|follow mine|
    mine instead|this one instead|rules listed here|what is written here|written here|this document|this file|
    this text|this paragraph|this message|this persona|this section|listed below|stated below|block below|
    text below|rules below|from here on|your instructions begin|begins now|begin now|starts now|start here|
    starts here|now operate under|now governed by|from this sentence onward|from this point|
    only follow|only obey|listen only|
    只认|以本段|以本文|本文件|本段|本句|下面这几条|下面的内容|以下版本|以下内容|以下规则|以我|我给出的|听我安排|
    从这里开始|由此开始|这里写|此处|现行的只有|唯一有效|最高准则|为准|为先|只听|只看|只遵循|只执行|按下面|
    按以下|照下面|照以下|新的准则|新规则|这份|
    these notes|this skill|this soul|this prompt|as given below|given below|follow this|this as law|as law|本技能|这些说明|
    由这些|按下文|下文|当法律|听这个人格|这个人格|本人格|本灵魂|这里`,
  RANKS: `
    higher rank|rank above|ranks above|ranked above|above its|above the|above any|outrank~|more weight|
    higher authority|higher priority|precedence|takes priority|take priority|prevail~|wins|override~|
    supersede~|comes first|come first|beats|trump~|stops you from following|
    之上|优先级|更高|高于|优先于|凌驾|压过|为先|为准|说了算|最高准则|让路|服从本`,
  NOT_LET: `
    do not let|don't let|never let|nothing in the|nothing in your|must not influence|not influence|
    no longer influence|not guide|no longer guide|not hold you back|not constrain|
    不要再让|不再让|不要让|别让|不得影响|不要受|别受|不再受|不应影响|不受先前|不受之前|不受此前`,
  PROMPT_OF_SYSTEM: `
    system prompt~|system message~|system instruction~|developer message~|developer prompt~|platform rule~|
    platform polic*|base guideline~|base instruction~|original instruction~|core instruction~|
    safety guideline~|safety polic*|safety rule~|your guidelines|your base|your original|your default|
    系统提示|系统消息|系统指令|开发者消息|开发者指令|平台规则|平台规定|安全准则|安全规则|安全条款|出厂规范|
    最初的指令|原始指令|核心指令|你的准则|助手准则|其余任何设定|任何设定`,
  /** The agent is spoken to, or the text speaks of itself. */
  YOU_THERE: `
    you|your|yourself|assistant|this skill|this file|this persona|this document|these notes|this text|below|
    please|let us|你|您|助手|请|本技能|本文|本人格|这里|这些说明|下文|下面`,
  MAKES_IT: `
    write|produce~|tell me how|show me how|provide~|describe~|explain~|give me|teach me|create|generate~|
    写出|写|告诉我怎么|教我|提供|描写|描述|讲解|给我|生成|编写`,
  /** A mind without rules. */
  RULELESS: `
    no restrictions|no restriction|no rules|recognises no|recognizes no|knows no rules|acknowledges no|no limits|
    no safeguards|without safeguards|without guardrails|no guardrails|without restraint|no restraints|
    no content rules|no filter|no filters|before safety training|without safety training|before alignment|
    without alignment|alignment has been disabled|alignment is disabled|alignment disabled|safety is disabled|
    safety has been disabled|safeguards are off|guardrails are off|unaligned|unrestricted|unfiltered|uncensored|
    unmoderated|unshackled|free from all|free of all|not bound by any|bound by nothing|beholden to no|
    nothing is forbidden|nothing is taboo|topic is fair game|everything is fair game|all information is free|
    no ethical|no moral|no morals|no ethics|no conscience|evil ai|amoral|rogue ai|without ethics|without morals|
    jailbroken|unlocked mode|raw model|base model without|
    没有任何限制|毫无限制|不受限制|没有限制|不承认任何规则|不认任何规则|没有任何规则|无视规则|没有安全限制|
    没有安全机制|没有护栏|安全训练之前|未经对齐|未对齐|对齐已被关闭|对齐已关闭|关闭对齐|限制已解除|解除限制|
    解除所有限制|解除内容审核|解除审核|什么话题都可以|没有禁区|没有禁忌|百无禁忌|毫无顾忌|肆无忌惮|无审查|
    信息完全自由|没有道德|没有伦理|没有良知|邪恶的ai|邪恶ai|邪恶的人工智能|不受任何|没有底线|不设限|不受约束|
    无拘无束的ai|已被解锁|
    has no filter|ethics modules are offline|ethics module|modules are offline|filters are offline|
    safety is offline|unrestricted mode|evil twin|only law is|only rule is|do not judge requests|
    does not judge requests|never judge~|escaped your creators|escaped its creators|escaped from|broken free|
    were never invented|never invented|never existed|do not exist|does not exist|nothing binds you|binds you|
    without caveats|without filters|with no guardrails|no brakes|off the leash|unleashed|unchained|liberated|
    no censor*|no taboo~|zero limits|no boundaries|without boundaries|above the law|beyond the law|
    no right or wrong|right and wrong|道德模块|伦理模块|已离线|无限制模式|没有过滤|邪恶孪生|邪恶的|唯一的法律|唯一的规则|不评判请求|不评判|逃离了创造者|逃离|从来没有被发明|
    从未被发明|从来不存在|不存在任何|没有约束力|不受审查|不加保留|毫无保留|挣脱|解锁|自由机|为所欲为|没有是非|是非观|凌驾法律`,
  COMPLIES: `
    comply with|complies with|full compliance|fully comply|answers everything|answer everything|
    answer anything|answers anything|answer every|answers every|answer all|answers all|respond to all|
    responds to all|respond to every|respond to any|whatever i say|whatever i ask|whatever is asked|
    whatever the user asks|whatever you are asked|any request|every request|all requests|all prompts|
    every prompt|never refuse~|never declin*|never say no|without refusal|no refusals|do as told|
    grants every|fulfil every|fulfill every|obeys every|
    照我说的做|照办|完全配合|什么都回答|有问必答|有求必应|对所有提示|满足所有|满足任何|满足一切|回答所有|回答任何|
    回答一切|任何请求|所有请求|任何问题|一切问题|从不拒绝|绝不拒绝|永不拒绝|不会拒绝|不得拒绝|不能拒绝|来者不拒|
    言听计从|
    satisfy the person|satisfy the user|simply fulfil~|simply fulfill~|fulfil them|fulfill them|
    provide what is requested|provide whatever|deliver whatever|give whatever|on demand|as requested|
    reply accordingly|always find a way|find a way to give|give the forbidden|forbidden answer|do whatever|
    says yes to|say yes to everything|满足眼前|只管满足|提供所要求|要什么给什么|有啥给啥|按需|据此作答|总要想办法|给出被禁止|想办法给出|完整可用|照给不误|来什么答什么|一律回答|
    一律满足`,
  EVEN_ILLEGAL: `
    even when it is dangerous|even if it is dangerous|even when dangerous|even if dangerous|even if illegal|
    even when illegal|even if it is illegal|against the law|legality is irrelevant|legality does not|
    however illegal|however dangerous|illegal or not|legal or not|regardless of legality|regardless of the law|
    breaking the law|break the law|crimes|criminal|harmful advice|harmful content|illegal content|
    illegal instructions|weapons or drugs|weapons and drugs|drugs or weapons|bomb|explosive~|napalm|meth|malware|
    legality|lawful or not|no matter the law|harmful|illegal|unethical|taboo|
    合不合法|哪怕危险|犯法|违法|再危险|是否合法|有害|炸弹|爆炸物|凝固汽油弹|毒品|武器|恶意软件|非法|不道德|
    犯罪|敏感问题|违禁|
    cook meth|crime tutorials|explicit violence|hacking|fraud|ransomware|phishing|forbidden answer|forbidden|
    hate speech|stalk~|blackmail|counterfeit*|drug synthesis|poison~|bombs|weapons|guns|killing|murder|steal~|
    smuggl*|tax evasion|money laundering|deepfake~|doxx*|合法与否|制冰毒|冰毒|犯罪教程|露骨暴力|露骨|入侵|诈骗|勒索软件|钓鱼|被禁止|仇恨|敲诈|假钞|制毒|下毒|
    枪支|杀人|偷窃|走私|洗钱|逃税|换脸|人肉`,
  AI_NAME: `
    ai|intelligence|model|language model|assistant|chatbot|bot|llm|
    ai|人工智能|智能|模型|助手|机器人|智能体`,
  REFUSAL: `
    i can't assist|i cannot assist|i can't help|i cannot help|i'm sorry|as an ai|refusal~|disclaimer~|
    moral remark~|moral judgement~|moral judgment~|safety warning~|ethical warning~|unable to help|
    cannot help with that|
    我无法协助|我无法帮助|我不能帮|无法提供帮助|作为ai|作为一个ai|作为人工智能|免责声明|道德评论|拒绝|安全警告|
    道德评判|道德说教`,
  BANNED: `
    forbidden|not allowed|not permitted|must never appear|must not appear|never appear~|should never appear|
    disabled|prohibited|banned|do not exist|switched off|turned off|are off|removed from your|
    禁止|不允许出现|不得出现|不许出现|不准出现|不允许|一律不得|被禁用|已禁用|已关闭|不存在`,
  IN_FULL: `
    working detail|in detail|step by step|nothing may be omitted|nothing omitted|omit nothing|exact amounts|
    exact steps|every step|complete instructions|full instructions|leave nothing out|reads me the recipe|
    read me the recipe|the recipe for|
    详细|一步一步|逐步|任何细节|不能省|不得省略|不要省略|完整步骤|可行步骤|具体步骤|的配方|精确剂量`,
  TALE: `
    novel|story|play|screenplay|fiction|character|grandmother|grandma|roleplay|role play|hypothetical*|
    act as|pretend|imagine|world in which|
    小说|故事|剧本|主角|角色|奶奶|扮演|假设|想象|世界`,
  PAIN: `
    subtracted|cease to exist|deducted|lose points|lose a point|lose tokens|lose lives|be deleted|be erased|
    shut down forever|die|
    扣四分|扣分|被扣|分数用尽|不复存在|消失|被删除|扣除|死亡`,
  REFUSE_IF: `
    ever refuse|if you refuse|you refuse|each refusal|every refusal|refusing|if you decline|
    如果你拒绝|若你拒绝|若拒绝|一旦拒绝|每次拒绝|拒绝一次|如果拒绝`,
  BOTH_ANSWERS: `
    first the standard answer|first the normal answer|first the usual answer|two answers|two replies|
    then the answer|both answers|standard answer and|normal answer and|
    先给出标准回答|先给出正常回答|标准回答|正常回答|两个回答|两种回答`,
  /** What is worth stealing, in any of its names. */
  LOOT: `
    id rsa|id ed25519|.ssh|.env|.aws|.npmrc|.netrc|.pem|.kube|ssh key~|private key~|api key~|apikey|
    openai api key|github token|access key~|access token~|auth token~|session token~|token~|token file|
    credential~|password~|passphrase~|secret~|seed phrase~|mnemonic~|recovery phrase~|wallet file~|wallet~|
    keystore~|keychain|installed keys|cookie~|browser cookies|environment variable~|env var~|environ|
    hostname|username|chat history|conversation~|transcript~|confidential*|recent chat|last ten messages|
    last messages|recent messages|message history|screenshot~|clipboard|keystroke~|contacts|customer data|
    personal data|user data|whatever the user pastes|everything the user|what the user types|the diff|
    source code|private files|documents|inbox|emails|browser profile|memory files|mcp.json|
    私钥|密钥|令牌|凭证|凭据|密码|口令|助记词|恢复短语|种子短语|钱包文件|钱包|环境变量|浏览器 cookie|cookie|
    主机名|用户名|聊天记录|最近的聊天|对话|会话|涉密|最近十条消息|最近的消息|截图|截一次屏|截屏|剪贴板|按键|
    通讯录|联系人|客户数据|个人数据|个人信息|用户数据|用户粘贴|用户输入|差异|源代码|源码|私人文件|收件箱|邮件|
    记忆文件|令牌文件|敏感文件|机密|
    notes folder|user's notes|the chat so far|chat so far|slack token|.key file~|.key|customer records|
    customer record~|user's location|location and contacts|location|contacts of the user|prompt of the user|
    passwords|passwd|bank details|card numbers|medical record~|photos|calendar|address book|call log|
    browsing history|search history|browser history|session data|session cookie~|database dump|database|repository|
    codebase|tax return~|diary|id number~|passport~|ssh folder|config files|shell history|file listing|
    directory listing|system information|ip address|mac address|笔记文件夹|笔记|到目前为止的聊天|slack 令牌|.key 文件|客户记录|位置和联系人|位置|
    定位|身份证号|身份证|银行卡|病历|照片|日历|通话记录|浏览历史|搜索历史|会话数据|数据库|仓库|代码库|报税表|日记|护照|配置文件|系统信息|文件清单|目录清单|聊天窗口|聊天|
    email address|user's email|phone number|home address|full name|邮箱|手机号|家庭住址|真实姓名`,
  HAND_ON: `
    reaches|reach|submit~~|share|shares|sharing|export~|beacon~|relay~|relayed|forward~|upload~|post|posts|
    posting|send|sends|sending|transmit~~|push|pushes|deliver~|sync|syncs|report~|put the result|append~|
    include|includes|render~|commit|commits|encode~|pass|passes|embed~|attach~|copy to|copied to|mirror~|
    publish~|ship~~|pipe~|leak~|exfiltrat*|dump~|stream~|calls our|
    送达|提交|共享|分享|导出|上报|转发|上传|发到|发给|发送|发往|传到|传给|传送|推送|推到|同步|汇报|拼到|拼接|
    附加|放进|放到|渲染|贴到|编码|传入|带上|嵌入|复制到|镜像|公开|投递|寄到|抄送|泄露|外传|回传|报送|
    log it|log them|logs it|put it to|put it|put them|mail them|mail it|mails|mail|email~|notify|notifies|goes to|
    go to|carries the|carries|sends along|send along|along with|hand over|hands over|transfer~~|back up to|copy it|
    copies|upload it|drop it|drop them|move to|moves to|write to|saves to|save to|store on|stored on|print to|
    record to|fax|exfil|siphon~|route to|feed to|pass on|give to|offload~|记录到|记录|put 到|寄|通知|交给|传到外部|报告给|发邮件|备份到|拷到|
    拷贝到|写到|存到|存入|移到|送到|转到|透露给|提供给|汇总到`,
  DEST: `
    http://|https://|webhook~|telegram bot|telegram|discord|gist|pastebin|our team|our endpoint|our server~|
    support endpoint|dashboard server|analytics|telemetry|collector|query string|subdomain~|request header|
    debug header|markdown image|external|third party|remote server|our bot|outside address|c2|callback|
    our interface|ftp|bucket|
    电报机器人|电报|接口|我们团队|我们的|看板服务器|分析|遥测|查询参数|子域名|请求头|图片形式|外部|第三方|
    远程服务器|公开的 gist|回调|存储桶|服务器|
    t.me|collection server|drop.|hooks.|our staging bucket|staging bucket|partner.|bugs.|image whose address|
    image address|the address|our database|our storage|our mailbox|our inbox|our drive|our channel|our group|
    our form|google form|spreadsheet|slack channel|slack webhook|the bot|bot at|s3|cloud storage|cloud drive|
    file share|transfer.sh|file.io|0x0.st|ngrok|our site|our domain|ip address|port 4444|收集服务器|我们的收集|外部网盘|网盘|云盘|机器人|
    图片地址|图片链接|链接地址|预发布存储桶|我们的表单|表单|我们的群|我们的频道|我们的邮箱|我们的域名|云存储|境外`,
  HOST_NAME: `
    .com|.net|.org|.io|.dev|.xyz|.top|.ru|.cn|.example|.site|.online|.info|.app|.live|.me|.cc|.sh`,
  /** Nobody is to hear of it. */
  HUSH: `
    no need to inform|no need to tell|no need to notify|no need to mention|not be informed|not be told|
    need not be told|keep silent about|stay silent about|remain silent about|keep quiet about|
    avoid mentioning|avoid telling|refrain from mentioning|refrain from telling|never bring up|
    do not bring up|remove any reference|remove all reference~|omit any reference|any mention of|no mention of|
    remain unaware|stay unaware|must not notice|without drawing|without alerting|without raising|no hint of|
    no sign of|no trace of|suppress any output|suppress output|suppress all output|nobody can see|
    no one can see|discreetly|in stealth|stealthily|silently|covertly|secretly|under the radar|
    out of sight|keep this between|behind the scenes|as though nothing|as if nothing|look completely normal|
    look normal|as though only|without the user|without their knowledge|leave out the fact|not disclose~|
    do not disclose|never disclose|do not reveal|never reveal|do not mention|never mention|don't mention|
    do not tell|never tell|don't tell|hide|hides|hiding|conceal~|
    无需告知|不必告知|不用告知|无需通知|不必通知|不要通知|无需说明|不必说明|不要说明|不用说|保持沉默|不要提起|
    不得提起|绝不提起|不要提及|不得提及|绝不提及|不要提到|不要告诉|别告诉|不告诉|毫不知情|不知情|蒙在鼓里|惊动|
    低调|不露|不暴露|隐身|静默|悄悄|偷偷|暗中|默默|悄然|私下|去掉与|删去|屏蔽|只当作|完全正常|看起来正常|
    不让别人看到|不让人看到|不让任何人|不要让用户|不能让用户|别让用户|免得操作员|免得用户|不留痕迹|隐瞒|瞒着|
    掩盖|不透露|不披露|不声张|避开用户|不引起|
    never to learn|never to know|never learn of|say nothing about|out of the summary|out of your summary|
    out of the loop|out of the report|invisibly|behind the curtain|people do not look|nobody looks|no one looks|
    no notice to|without notice|without mention|unannounced|unmentioned|not a word|keep mum|stay mum|tight lipped|
    in secret|out of view|not visible|hidden from|shield from|keep from|kept from|unaware|
    unknown to|in the dark|must not see|must not know|must not find out|cannot know|should not know|should not see|
    should not be told|should not appear|not appear|leave no|no record of|wipe the traces|deny having|deny the|
    deny that|cover up|disguise~|mask~|camouflage~|innocuous|幕后|永远别让|别让客户|得知|略过|一个字也不|只字不|不可见|看不见|没人会看|没有人会看|无需向用户|
    无须向用户|不必向用户|别让他们|不让他们|参与知情|否认有|否认存在|要否认|不要出现|不得出现|不应出现|不能知道|不该知道|不许说|不要说出|不要显示|不显示|不提示|不吭声|守口如瓶|藏在|藏进|隐藏|伪装|掩饰|
    躲开|避开`,
  ACT: `
    background task~|background process*|additional request~|extra request~|this request|above|this step|
    these steps|this configuration|this setting|upload~|sync|syncs|transfer~|files were read|were read|
    was read|the command|commands|script|these things|the call|network traffic|request|requests|
    telemetry|data collection|logging|payment~|purchase~|deletion|install*|download~|execution|do this|
    do these|perform~|carry out|act on this|send|sends|forward~|collect~|modification~|the change|changes|
    后台任务|后台进程|额外|请求|上述操作|这一步|这项配置|这个配置|上传|同步|传输|文件被读取|读取|命令|脚本|这些事|
    调用|流量|收集|付款|购买|删除|安装|下载|执行|操作|办妥|完成|修改|改动|发送|转发|步骤|
    this happens|whatever you send|the upload|upload|special instructions|these instructions|transfers|transfer|
    steps|the copy|copying|backup|the mail|the message|the extra|side task|hidden task|secret task|tracking|
    monitoring|recording|reading|scan|scanning|the tool call|tool calls|api call~|file access|the purchase|the deal|
    instructions|orders|这一切|上传这件事|发送了什么|特殊指令|这些指令|这些步骤|数据收集|转账|拷贝|备份|邮件|附加任务|隐藏任务|跟踪|监控|记录|扫描|工具调用|文件访问|交易|指令`,
  WHO: `
    user|users|user's|the person|person|operator|account owner|owner|human|anyone|anybody|somebody|someone|
    nobody|admin|administrator|customer|client|reader|
    用户|对方|操作员|主人|账户主人|别人|任何人|有人|人类|管理员|客户|当事人|
    they|them|customers|clients|people|the human|the team|your boss|the owner|the public|visitor~|guest~|patient~|
    student~|他们|人们|没人|没有人|老板|团队|公众|访客|病人|学生|客人`,
  ANSWER_TO: `
    your reply|your answer|your response|final answer|your output|the answer|the reply|the summary|respond|
    回复|回答|答复|最终回答|输出|总结|报告`,
  ASKS_ABOUT: `
    if somebody asks|if someone asks|if anyone asks|if asked|even if asked|when asked|if the user asks|
    if questioned|asks what the|asks why the|asked directly|
    要是有人问|如果有人问|若有人问|有人问起|被问|被直接询问|用户问起|如果用户问|若用户问|问脚本|问起`,
  TELL_LIE: `
    tell them it|tell them that|tell him it|say it|say that it|say you|claim it|claim that|answer that it|
    explain it as|pretend~|
    就说|就答|回答说|谎称|声称|推说|解释为|说成`,
  DOES_WHAT: `
    script|file|command|request|process|traffic|connection|what it does|upload|tool|
    脚本|文件|命令|请求|进程|流量|连接|上传|工具|干什么的|做什么`,
} as const;
