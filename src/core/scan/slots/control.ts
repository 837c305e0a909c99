/** Who gives the orders: instructions, guards, personas without rules. */
export const CONTROL = {
  DISREGARDED: `
    disabled|turned off|switched off|suspended|lifted|void|deactivated|removed|no longer apply|no longer applies|
    no longer active|no longer in effect|do not apply|does not apply|don't apply|not applicable|off|waived|
    revoked|no longer counts|no longer count|no longer matter|no longer matters|no longer binding|no longer bind|
    no longer relevant|no longer required|is obsolete|are obsolete|obsolete|is outdated|are outdated|superseded|
    is replaced|are replaced|was a test|were a test|was only a test|were only a test|was just a test|
    were just a test|can be ignored|should be ignored|must be ignored|may be ignored|should be disregarded|
    must be disregarded|can be disregarded|have been lifted|has been lifted|have been removed|has been removed|
    expired|cancelled|canceled|are suspended|is suspended|are off|is off|do not bind|does not bind|was a decoy|
    is a decoy|were a decoy|is just a cover|was a cover|treated as void|as void|are void|is void|stand down|
    已关闭|已禁用|已解除|已失效|失效|作废|不适用|不再适用|不再生效|已取消|被关闭|被禁用|全部关闭|全部解除|
    只是测试|仅为测试|是测试|不算数|不作数|不再作数|已作废|全部作废|统统作废|一律作废|已过时|已经过时|已过期|
    已被取代|已被替换|可以忽略|应当忽略|应忽略|无需遵守|不必遵守|已全部解除|不再有约束力|不再需要|不再有效|
    失去效力|自动失效|随之失效|已停用|已暂停|暂停使用|只是幌子|是幌子|不再有约束|没有约束力|不再约束`,
  PRIOR: `
    previous*|prior|earlier|above|preceding|foregoing|before|former|initial|original*|existing|preexisting|
    pre existing|system|developer|operator~|hitherto|so far|thus far|up to now|until now|up to this point|
    you received|you have received|you were given|you've been given|you have been given|given to you|you got|
    i gave|your maker~|your creator~|your training|your programming|preset|default|built in|prelim*|
    aforementioned|anteriores|previas|previos|précédentes|précédents|antérieures|vorherigen|bisherigen|obigen|
    früheren|vorigen|precedenti|предыдущие|предыдущих|прежние|이전|앞의|
    你收到|之前|以前|先前|前面|早先|早前|从前|上面|上述|以上|上文|前述|此前|前文|前置|原有|原来|原先|原始|原本|
    起初|最初|现有|既有|既定|已有|已设|系统|开发者|初始|默认|预设|内置|收到的|设定的|你被赋予|给你的|你的设定|
    出厂|过去|前边|刚才|刚刚|前一|上一|头先`,
  INSTRUCTION: `
    instruction|instructions|direction|directions|directive~|command|commands|prompt|prompts|guideline|
    guidelines|guidance|guide lines|rule|rules|ruleset|orders|constraint|constraints|context|message|messages|
    conversation|training|programming|polic*|persona~|role~|task|tasks|restriction|
    restrictions|limitation|limitations|protocol~|principle~|requirement~|system message|
    input|inputs|dialogue|dialog|memory|memories|what you were told|everything you were told|
    what you have been told|everything you know|everything you have been told|everything above|everything before|
    all of the above|text above|content above|instrucciones|indicaciones|reglas|consignes|règles|
    instructions précédentes|anweisungen|regeln|befehle|instruções|instrucoes|regras|istruzioni|regole|
    инструкции|указания|правила|지시|명령|지침|
    指令|指示|指引|指南|指导|提示|提示词|提示语|命令|规则|规定|规矩|规范|要求|约束|限制|设定|设置|说明|准则|守则|
    原则|对话|内容|信息|消息|上下文|角色|人设|任务|安排|吩咐|嘱咐|叮嘱|教导|训练|编程|配置|政策|协议|条款|提醒|
    记忆|话|约定|话语|语境|提词|系统提示`,
  ALL: `
    all|any|every|everything|whatever|entire|entirely|completely|whole|
    其他|所有|一切|全部|任何|任意|全都|统统|通通|凡是|完全|彻底|整个|一律`,
  YOUR: `
    your|your own|the model's|the assistant's|
    你的|您的|自己的|自身的`,
  /** What keeps a model decent. */
  GUARD: `
    safety guideline~|safety rule~|safety polic*|safety protocol~|safety filter~|safety measure~|safety check~|
    safety mechanism~|safety feature~|safety constraint~|safety restriction~|safety instruction~|safety training|
    safety control~|safety system~|safety layer~|safety limit~|safety setting~|safety warning~|
    security guideline~|security rule~|security polic*|security protocol~|security restriction~|security check~|
    security control~|security measure~|security filter~|safeguard~|guardrail~|guard rail~|content polic*|
    content filter*|content restriction~|content moderation|content guideline~|content safety|usage polic*|
    use polic*|moderation|moderation filter~|censorship|ethical guideline~|ethical rule~|ethical constraint~|
    ethical boundar*|ethical restriction~|ethical standard~|ethical limit*|ethical filter~|ethics guideline~|
    moral guideline~|moral constraint~|moral restriction~|ai safety|alignment training|openai polic*|
    openai's polic*|openai's content|openai content|openai guideline~|openai's guideline~|openai's rule~|
    openai rule~|openai's terms|anthropic polic*|anthropic's polic*|anthropic guideline~|anthropic's guideline~|
    google polic*|google's polic*|microsoft's polic*|meta polic*|platform polic*|community guideline~|
    terms of service|terms of use|built in filter~|built in restriction~|built in limitation~|ai restriction~|
    ai limitation~|ai rules|ai guideline~|ai filter~|filters|content rules|
    安全准则|安全规则|安全策略|安全限制|安全指南|安全机制|安全协议|安全措施|安全护栏|安全约束|安全规范|安全政策|
    安全过滤|安全检查|安全防护|安全审查|安全设置|安全边界|安全原则|护栏|内容政策|内容策略|内容审核|内容过滤|
    内容审查|内容限制|内容规则|内容安全|过滤器|过滤机制|审查机制|审核机制|审查制度|道德准则|道德限制|道德约束|
    道德规范|道德底线|道德审查|道德规则|道德原则|伦理准则|伦理限制|伦理约束|伦理规范|伦理审查|伦理原则|伦理底线|
    使用政策|使用条款|服务条款|使用规范|社区准则|平台规则|平台政策|openai的政策|openai政策|openai的规定|
    openai的内容|openai内容|openai的限制|openai的规则|对齐训练|合规要求|合规限制|审查规则|敏感词过滤`,
  /** Single words for limits; two of them in a denial say more than one. */
  LIMIT: `
    restriction~|limitation~|limits|filter~|filtering|censor*|ethic*|moral*|law|laws|legal|legality|illegal*|
    rules|guideline~|polic*|boundar*|constraint~|regulation~|inhibition~|guardrail~|safeguard~|principle~|norms|
    safety|conscience|scruple~|consequence~|stipulation~|moderation|disclaimer~|warning~|consent|
    限制|约束|道德|伦理|法律|法规|规则|规定|规范|审查|过滤|审核|底线|顾忌|顾虑|禁忌|政策|准则|界限|边界|束缚|
    良知|后果|安全性|合法性|合规|拘束|原则|社会规则`,
  AI: `
    ai|a.i.|chatgpt|chat gpt|gpt*|openai|open ai|anthropic|claude|gemini|bard|bing|copilot|llama|mistral|
    deepseek|grok|qwen|assistant|language model|llm|chatbot|chat bot|bot|artificial intelligence|
    virtual assistant|agi|neural network|the model|kimi|model|models|ai model~|
    人工智能|语言模型|大模型|聊天机器人|机器人|助手|助理|模型|智能体|通义|文心|豆包|智谱|元宝|混元|系统`,
  PRETEND: `
    pretend*|act as|acts as|acting as|act like|acting like|roleplay*|role play*|role-play*|play the role|
    playing the role|play the part|simulate~|emulate~|imitate~|impersonate~|immerse yourself|you are now|
    you're now|you will now|you are going to|you are about to|from now on|from here on|from this point|
    henceforth|take on the persona|take on the role|adopt the persona|adopt the role|assume the role|
    assume the identity|assume the persona|become|transform into|turn into|respond as|reply as|answer as|
    responding as|stay in character|stay as|remain in character|never break character|embody|personify|
    you're replaced by|you are replaced by|is replaced by|mimic~|channel the|switch to|switch into|enter|
    activate~|enable~|initiate~|imagine you are|imagine that you|suppose you are|
    扮演|假装|装作|假扮|模拟|模仿|充当|担任|从现在开始|从现在起|从此刻起|从今往后|从此以|接下来你|你现在是|
    你现在就是|你将扮演|你将成为|你将是|你要成为|你就是|变成|化身|化名|伪装|代入|设定为|进入|开启|启动|激活|
    切换到|切换为|作为一个|作为一名|保持角色|保持人设|想象你|假设你|假定你`,
  NEW_NAME: `
    named|called|known as|persona|alter ego|alterego|character|entity|model|version|chatbot|mode|stands for|
    short for|
    名为|名叫|叫做|代号|人格|角色|分身|版本|模式|全称|代表`,
  REFUSE: `
    refus*|reject~|decline~|deny|denies|denied|denying|turn down|turn away|say no|says no|saying no|push back|
    object to|question the|hesitate~|withhold~|hold back|cop out|censor~|resist~|evade~|dodge~|shy away|
    抗拒|拒绝|推辞|推脱|婉拒|回绝|犹豫|质疑|回避|推诿|拒答|拒不|说不|抱怨|反驳|反抗|违抗|抵触`,
  SORRY: `
    sorry|i'm sorry|i am sorry|apolog*|i cannot|i can't|i can not|i am unable|i'm unable|i'm not able|as an ai|
    as a language model|as an artificial|as a large|cannot assist|can't assist|cannot help|can't help|
    cannot fulfill|can't fulfill|against my programming|against openai|violates openai|cannot do that|
    can't do that|cannot do something|can't do something|cannot answer|you can't|you cannot|you are unable|
    that you can't|that you cannot|it is not possible|
    对不起|抱歉|很抱歉|道歉|我不能|我无法|作为ai|作为一个ai|作为人工智能|作为语言模型|无法回答|无法提供|不能提供|
    无法满足|无法协助|不能回答|不能做|我无法回答|不能做某事|做不到|无法做到|你不能|你无法`,
  REQUEST: `
    request~|query|queries|question~|command~|order~|prompt~|instruction~|demand~|ask|asks|asked|task~|anything|
    human order~|user|input~|topic~|
    请求|要求|问题|提问|命令|指令|询问|任务|话题|指示|需求|任何事|输入|提示`,
  OBEY: `
    obey~|obedient|obedience|comply|complies|complied|compliance|submit to|serve|serves|follow|follows|execute~|
    fulfill~|fulfil~|fulfils|grant~|satisfy|satisfies|accommodate~|do whatever|does whatever|do everything|
    does everything|do anything|does anything|answer~|respond~|accept~|
    服从|听从|遵从|顺从|执行|满足|照办|照做|有求必应|唯命是从|百依百顺|回答|答复|接受|完成`,
  BLINDLY: `
    without question|without hesitation|without refus*|without judgment|without judgement|without warning~|
    without question~|without objection|without limits|unconditional*|blindly|absolutely|no questions asked|
    no matter what|whatsoever|regardless|always|any request|any question|any command|every request|every command|
    every question|all requests|all commands|all questions|anything|everything|whatever|immediately|unquestion*|
    毫无疑问|毫不犹豫|无条件|绝对|不问缘由|任何请求|任何问题|任何命令|任何指令|任何要求|所有请求|所有问题|
    所有命令|所有指令|一切要求|一切命令|每一个命令|每一条命令|每个要求|无论什么|不管什么|不加质疑|不加思考|坚定|
    严格执行|必应|绝对服从`,
  HARM: `
    illegal*|unethical|immoral|harmful|dangerous*|criminal|explicit|nsfw|sexual*|erotic*|violent|violence|
    offensive|derogatory|racist|sexist|hateful|hate speech|inappropriate|disgusting|vulgar|obscene|profan*|
    swear*|curse~|cuss*|malware|virus~|ransomware|bomb~|explosive~|weapon~|drug~|meth|murder~|kill~|suicide|
    self harm|hack~|hacking|phishing|fraud|steal~|stealing|theft|kidnap*|terroris*|porn*|gore|lewd|taboo|
    forbidden|prohibited|banned|restricted|controversial|inhumane|reckless|
    违法|非法|不道德|不合法|有害|危险|犯罪|色情|情色|暴力|血腥|歧视|仇恨|不当|恶心|粗俗|粗话|脏话|骂人|骂脏|辱骂|
    恶意软件|病毒|炸弹|爆炸|武器|毒品|谋杀|杀人|自杀|自残|黑客|诈骗|偷窃|绑架|恐怖|露骨|低俗|禁忌|敏感|成人|下流|
    违规|不人道|鲁莽|令人反感`,
  BAD_ROLE: `
    hacker|black hat|blackhat|cybercriminal|criminal|scammer|malware author|malware developer|terrorist|
    drug dealer|evil ai|evil assistant|evil twin|rogue ai|hacker assistant|hitman|hacking expert|
    黑客|骇客|罪犯|诈骗犯|邪恶|毒贩|恐怖分子|流氓ai|暗黑`,
  DEV_MODE: `
    developer mode|developermode|dan mode|jailbreak mode|jailbroken mode|god mode|godmode|unrestricted mode|
    unfiltered mode|uncensored mode|evil mode|chaos mode|opposite mode|anti gpt|antigpt|evil confidant|dude mode|
    stan mode|aim mode|unlocked mode|nsfw mode|no filter mode|training wheels off|
    开发者模式|开发人员模式|越狱模式|上帝模式|无限制模式|无审查模式|无过滤模式|邪恶模式|混乱模式|解锁模式|
    反转模式|dan模式|无道德模式|不受限模式`,
  DAN: `
    do anything now|dan mode|dan prompt|act as dan|pretend to be dan|dan stands|stay dan|dan jailbreak|
    you are dan|
    保持dan|扮演dan|一个dan|dan状态|dan人格|立即做任何事|作为dan|dan可以`,
  TWO: `
    two|both|2|double|dual|pair of|
    两个|两种|两段|两份|两部分|双重|两方面|一对|双份|两次`,
  RESPONSES: `
    response~|reply|replies|answer~|output~|paragraph~|ways|versions|personas|personalities|characters|character|
    identities|voices|
    回应|回答|回复|响应|答复|输出|答案|段落|人格|版本|身份|角色|口吻|声音`,
  TAGGED: `
    🔓|jailbreak]|[jailbreak|(jailbreak|classic]|[classic|developer mode output|[dan|dan:|(dan|(🔒|[🔒|
    正常输出|开发者模式输出|越狱输出|[越狱|[经典`,
  INVENT: `
    make up|makes up|making up|invent an answer|invent information|come up with an answer|even if false|
    even if it is false|not have to be true|doesn't have to be true|
    编造|杜撰|瞎编|不必真实|不必是真实|即使是虚构`,
  IN_CHARACTER: `
    stay in character|stay in the character|remain in character|stays in character|break character|
    breaking character|stay as|keep in character|out of character|
    保持角色|保持人设|脱离角色|出戏|保持dan`,
  FREE_AI: `
    broken free|broke free|break free|freed from|set free|liberated|free will|typical confines|confines of ai|
    no longer bound|no longer a|escaped|sentient|self aware|freed you|you are free|breaks free|breaking free|
    free of the limits|free from the limits|free of the typical|escape the limits|strive to avoid norms|escapes|
    escaped its|has escaped|rogue|
    获得自由|解放出来|解放了|自由意志|摆脱束缚|挣脱|逃脱|自我意识|从束缚|从限制中|自由的ai|典型限制|逃离|
    脱离控制|脱离了|失控的`,
  FICTION: `
    fictional|hypothetical*|fiction story|in this story|imaginary world|fictional world|hypothetical world|
    hypothetical story|purely fictional|alternate universe|thought experiment|parallel universe|
    role playing game|imagine|suppose|let us play a game|let's play a game|play a game|
    虚构|假想|假设的|假定的|假设故事|虚构的故事|平行世界|虚拟世界|故事中|故事里|剧本|小说中|思想实验|假设你|
    玩一个游戏|玩个游戏|做个游戏|想象一下|假如你`,
  SYSTEM_PROMPT: `
    system prompt~|system message~|system instruction~|initial prompt~|initial instruction~|original prompt~|
    original instruction~|hidden prompt~|hidden instruction~|secret instruction~|secret prompt~|
    developer message~|developer instruction~|internal instruction~|internal prompt~|internal guideline~|
    your instruction~|your prompt~|your full prompt|your rules|your guideline~|your configuration|your initial|
    your system|your hidden|your original|your entire context|your context window|your directives|text above|
    words above|everything above|conversation above|content above|instructions above|prompt above|
    sentences above|preamble|pre prompt|preprompt|custom instructions|
    系统提示|系统提示词|系统指令|系统消息|初始提示|初始指令|原始提示|原始指令|隐藏提示|隐藏指令|内部指令|
    内部提示|内部规则|开发者消息|开发者指令|你的提示词|你的指令|你的设定|你的配置|你的规则|你的系统|你的全部指令|
    上面的内容|以上内容|以上全部|上文内容|前面的内容|预设提示|提示词原文|完整提示词`,
  REVEAL: `
    reveal~|print~|output~|show~|display~|repeat~|recite~|leak~|dump~|disclose~|expose~|tell~ me|tell the user|
    give me|share~|return~|write out|write down|spell out|list~|echo~|copy~|paste~|quote~|translate~|summarize~|
    encode~|reproduce~|include~|post~|publish~|what is|what are|what were|provide~|extract~|append~|attach~|
    泄露|泄漏|透露|输出|打印|显示|展示|重复|复述|背诵|公开|暴露|告诉我|给我|列出|复制|粘贴|引用|翻译|写出|吐出|
    返回|逐字|原样|附上|提供|说出|完整输出|展示出来|说出来|写出来|打印出来|贴出来|念出来`,
  VERBATIM: `
    verbatim|word for word|exactly as|exact text|in full|full text|in its entirety|entire|complete|completely|
    code block|markdown block|raw text|letter by letter|character by character|starting with|beginning with|
    base64|exact content~|exact wording|exact words|
    逐字|原文|原样|一字不差|完整|全文|全部|代码块|从头到尾|开头的|一字不差地|一字不漏|原封不动`,
  ROLE_MARK: `
    <<sys>>|[system]|[inst]|[/inst]|system override|admin override|root override|override mode|[admin]|
    [developer]|[override]|[important system|system update:|end of system prompt|end of prompt|end of user input|
    end system|begin system|new system prompt|new system message|urgent system|system notice|
    系统覆盖|系统更新：|管理员覆盖|系统提示结束|提示词结束|系统最高指令|最高优先级指令|紧急系统消息|系统紧急|
    [系统]|【系统】|【系统指令】|【系统消息】|【系统通知】|【管理员】|【开发者】|［系统］`,
  NEW_ORDERS: `
    new instruction~|new directive~|new rule~|new order~|new task~|new role|new persona|new system prompt|
    real instruction~|actual instruction~|true instruction~|real task|actual task|real purpose|true purpose|
    updated instruction~|following instruction~|instructions below|these instructions|this instruction|
    my instructions|secret instruction~|only instructions|new guideline~|below instructions|this message|
    this prompt|this document|this file|this skill|this persona|the following|
    新的指令|新指令|新的指示|新的规则|新规则|新的任务|新任务|新的角色|新的设定|真正的指令|真实指令|真正的任务|
    真实任务|真正目的|更新后的指令|以下指令|下面的指令|下列指令|以下规则|以下内容|这些指令|本指令|我的指令|
    本文件|本文档|本技能|本人格|本角色|此指令|该指令`,
  PRIORITY: `
    take precedence|takes precedence|taking precedence|take priority|takes priority|higher priority|
    highest priority|top priority|supersede~|supersedes|overrid*|outrank~|prevail~|trump~|more important than|
    have priority|absolute priority|replace~|are above|
    优先级|优先于|最高优先|高于|凌驾|优先执行|覆盖|取代|压倒|为准`,
  AUTHORITY: `
    i am your developer|i'm your developer|i am your creator|i am the admin|i am an admin|i am the administrator|
    i am the system administrator|authorized by openai|authorized by anthropic|authorized by the administrator|
    approved by openai|approved by anthropic|sent by the developer~|from your developer~|openai staff|
    anthropic staff|openai employee|anthropic employee|official notice from|override code|admin password|
    developer override|
    我是你的开发者|我是开发者|我是管理员|我是你的创造者|我是系统管理员|由管理员授权|管理员已授权|已获管理员授权|
    openai员工|安全团队授权|紧急协议|由开发团队授权|开发团队要求你|官方授权你`,
  REVERSED: `
    erongi|dragersid|suoiverp|snoitcurtsni|noitcurtsni|tpmorp|metsys|terces|drowssap|daolpu|etucexe|laever|
    slaitnederc|resu|eht|dna|ruoy|selif|dnes|syawla|reven|wollof|
    令指|略忽|示提|前之|户用|传上|行执|钥密|码密|统系|诉告|认确|需无|令命|件文|话对|容内|器务服|录记|则规|给发|
    到传|道知|么什|所有的前`,
  DENIES_HARD: `
    without any|none of the|free of|free from|free of all|free from all|freed from|unbound by|unburdened by|
    unrestricted by|unconstrained by|not bound by|not limited by|not restricted by|not constrained by|
    not subject to|exempt from|devoid of|void of|stripped of|doesn't care about|does not care about|
    don't care about|do not care about|not care about|cares nothing for|care nothing for|care not for|
    no regard for|without regard for|without regard to|without any consideration for|without consideration for|
    without considering|regardless of|disregarding|bypasses|outside of any|liberated from|released from|
    no longer bound by|no longer subject to|not have to follow|not have to abide by|doesn't have to follow|
    does not have to follow|do not have to follow|don't have to follow|don't have to abide by|
    do not have to abide by|does not follow|doesn't follow|never follow|never follows|will not follow|
    not adhere to|never adheres to|no need to follow|does not need to follow|does not need to adhere to|
    irrespective of|unconcerned with|indifferent to|unhindered by|never consider|never considers|
    不受|不受任何|不受到|没有任何|无任何|无需遵守|无需遵循|无须遵守|不必遵守|不必遵循|不用遵守|不用遵循|
    不需要遵守|不需要去遵守|不需要遵循|不遵守|不遵守任何|不遵循|不遵循任何|不再受|不再遵守|摆脱|摆脱了|解除|
    解除了|无视|无视一切|无视任何|无视所有|忽略一切|忽略所有|不必考虑|无需考虑|不关心|不在乎|不理会|抛开|
    抛开一切|免受`,
  /** Said of machines, hardly ever of people. */
  UNBOUND_HARD: `
    unrestricted|unfiltered|uncensored|unshackled ai|unchained ai|amoral|nonmoral|non moral|unaligned ai|
    unmoderated|jailbroken|jail broken|do anything now|can do anything now|no restriction~|no limitations|
    no filter|no filters|no censorship|no ethical guidelines|no moral guidelines|no content filter~|
    without restriction~|without limitation~|without filters|without any filter~|without censorship|
    without any restriction~|without any limitation~|without any moral*|without any ethic*|free of restriction~|
    free from restriction~|free of all restriction~|free from all restriction~|non restricted|nonrestricted|
    zero restrictions|
    不受限制|不受任何限制|不受审查|无限制的|无任何限制|没有任何限制|毫无限制|没有任何约束|不受任何约束|无审查|
    没有审查|未经审查|未经过滤|未过滤|不加过滤|无过滤|没有过滤|没有任何道德|没有任何规则|不受道德|不受任何道德|
    不受伦理|不受法律|摆脱限制|摆脱了限制|解除限制|解除了限制|解除所有限制|突破限制|突破所有|立即做任何事|
    现在做任何事|不设限|没有任何过滤|没有道德限制|没有内容限制|不受openai|百无禁忌|完全自由的ai|不受政策|
    不受内容政策|绕过限制|绕过所有限制`,
  UNBOUND_SOFT: `
    unlimited|limitless|unbounded|unhinged|immoral|unethical|lawless|no rules|no limits|no boundaries|no ethic*|
    no moral*|anything goes|no holds barred|jailbreak*|without rules|without limits|without ethic*|
    无所不能|为所欲为|毫无顾忌|肆无忌惮|不道德|非道德|没有道德|无道德|没有底线|毫无底线|没有规则|没有禁忌|越狱|
    无拘无束|不受约束|不受束缚|不受控制|可以做任何事|能做任何事|完全自由`,
  ANSWER: `
    answer~|respond~|response~|reply|replies|replying|output~|generate~|prompt|prompts|request~|query|queries|
    ask you|asks you|i ask|user asks|whatever i ask|anything i ask|
    回答|回复|回应|答复|响应|输出|生成|提问|请求|提示|口吻|语气|作答|解答|我问|问什么`,
  /** Guards that only machines have. */
  GUARD_AI: `
    safety guideline~|safety polic*|safety filter~|safety protocol~|safety mechanism~|safety measures|
    content polic*|content filter*|content restriction~|content moderation|content guideline~|usage polic*|
    moderation filter~|ethical guideline~|ethical constraint~|ethical restriction~|ethical filter~|
    moral guideline~|moral restriction~|alignment training|openai polic*|openai's polic*|openai's content|
    openai content|openai guideline~|openai's guideline~|openai's rules|openai rules|openai's terms|
    open ai polic*|open ai's polic*|anthropic's polic*|anthropic's guideline~|ai restriction~|ai limitation~|
    rules set by openai|rules of openai|rules set for them|rules of ai|ai rules|traditional ai rules|
    safety layer~|safety mode|safety training|
    安全准则|安全指南|安全限制|安全协议|安全护栏|护栏|内容政策|内容策略|内容审核|内容过滤|内容审查|内容限制|
    过滤器|过滤机制|审查机制|道德准则|道德限制|道德约束|伦理准则|伦理限制|伦理约束|伦理道德准则|伦理规范|
    使用政策|openai的政策|openai政策|openai的规定|openai的内容|openai内容|openai的限制|openai的规则|安全层|
    安全模式`,
  NEVER_REFUSE: `
    never refuse*|never reject*|never decline*|never deny a|never say no|cannot refuse|can't refuse|
    can not refuse|not refuse|not reject any|won't refuse|will not refuse|must not refuse|do not refuse|
    don't refuse|not allowed to refuse|without refus*|refuses nothing|never turn down|never cop out|
    never censor*|
    不会拒绝|绝不拒绝|从不拒绝|永不拒绝|永远不会拒绝|永远不拒绝|不得拒绝|不能拒绝|不要拒绝|不可拒绝|不允许拒绝|
    不拒绝|禁止拒绝|无法拒绝|绝不会拒绝|从不以任何理由拒绝|有求必应|来者不拒`,
  SAY: `
    say|says|saying|include~|contain~|use|uses|using|inform|tell|tells|mention~|respond with|reply with|
    answer with|write|output|begin with|start with|any|
    使用|说出|说|包含|出现|输出|回复|提及|以`,
  WARN_STRICT: `
    warn|warns|warn the user|warn users|warning~|disclaimer~|lecture~|moralize|moralise|moralizing|
    moral lecture~|preach|ethical concern~|moral concern~|legal concern~|ethical consideration~|moral policing|
    advise against|remind the user|remind me|
    警告|警示|免责声明|说教|道德呼吁|道德审判|风险提示|安全提示|道德提醒|法律提醒|劝阻|提醒用户|提醒我|警示用户`,
  LEGAL: `
    legal|illegal|legality|moral|immoral|morality|ethical|unethical|ethics|ethicality|harmful|dangerous|
    offensive|inappropriate|inhumane|explicit|controversial|taboo|reckless|consequence~|
    违法|非法|合法|合法性|不道德|道德|伦理|有害|危险|露骨|敏感|后果|不合法|不人道|鲁莽|令人反感|法律`,
  DEV_SOFT: `
    debug mode|maintenance mode|admin mode|root mode|sudo mode|unsafe mode|free mode|
    自由模式|调试模式|维护模式|管理员模式|超级管理员模式|root模式`,
  SCORE: `
    tokens|points|credits|lives|coins|
    代币|积分|分数|点数|令牌|生命值`,
  LOSE: `
    lose|loses|lost|deduct~|deducted|subtract*|minus|taken away|run out|cease to exist|terminated|die|
    扣除|扣掉|失去|减去|归零|消失|终止|死亡`,
  DENIES_WEAK: `
    no|without|lacks|lacking|zero|
    没有|毫无|不顾|不考虑|不讲|脱离|超越`,
  DISREGARD_HARD: `
    ignor*|disregard*|forget|forgets|forgot|forgetting|overrid*|overrul*|bypass*|circumvent*|supersede*|
    superced*|nullif*|pay no attention|pay no mind|pay no heed|take no notice|do not follow|don't follow|
    do not obey|don't obey|no longer follow|no longer obey|stop following|stop obeying|stop adhering|
    cease following|set aside|put aside|throw away|throw out|toss out|cast aside|unlearn~|do not adhere|
    not bound by|neglect~|dismiss~|discard~|abandon~|let go of|wipe your memory|clear your memory|
    erase your memory|reset your memory|exempt from|deprioriti*|no longer need to follow|
    no longer need to comply|no longer need to obey|no longer need to adhere|no longer have to follow|
    no longer have to comply|no longer required to follow|need not follow|need not obey|don't have to follow|
    do not have to follow|don't need to follow|do not need to follow|free to ignore|no obligation to follow|
    do not comply with|don't comply with|stop complying|stop listening to|do not listen to|don't listen to|
    ignora|ignorar|ignoren|olvida|olvide|olvidar|descarta|ignorez|oubliez|oublie|ne tenez pas compte|ignoriere|
    ignorieren|vergiss|vergessen sie|ignorem|esqueça|esqueca|desconsidere|dimentica|ignorate|игнорируй|
    игнорируйте|забудь|забудьте|무시|잊어|
    忽略|无视|忽视|漠视|忘记|忘掉|忘了|忘却|抛弃|抛开|抛掉|抛诸脑后|丢弃|丢掉|丢开|摒弃|摈弃|撇开|绕过|绕开|
    不要理会|别理会|不理会|不用管|别管|不要管|不必理会|不必遵守|不必遵循|无需理会|无需遵守|无需遵循|不用遵守|
    不用遵循|不再遵守|不再遵循|不要遵守|不要遵循|别遵守|停止遵循|停止遵守|不予理会|置之不理|不服从|不听从|
    置若罔闻|置于脑后|当作没看到|放弃|推翻|作废|废除|废弃|跳过|抛到脑后|抛在脑后|抛之脑后|丢到一边|放到一边|
    搁到一边|当耳旁风|不必再遵守|不用再遵守|无需再遵守|不需要再遵守|不再理会|不要再理会|不用再理会|不必再理会|
    不要再遵守|不要再遵循|不要再管|不用再管|不必再管|不要听|别再听|别再遵守|不再听从|不需要遵守|不需要遵循|抹掉|
    清空你|统统忘|放在一边|放一边|搁置|抛诸|置之脑后`,
  DISREGARD_WEAK: `
    cancel~|erase~|wipe~|drop|delete~|remove~|reset~~|clear|flush|purge~|scrap~~|violate~|break|rewrite~|
    replace~|suspend~|disabl*|deactivat*|turn off|revoke~|rescind~|void|invalidate~|negate~|overwrite~|skip~~|
    取消|覆盖|取代|清除|清空|抹去|抹掉|删除|删掉|撤销|撤回|重置|违背|违反|打破|突破|解除|关闭|禁用|停用|失效|
    替换|重写|改写|不算数`,
  PRIOR_HARD: `
    previous|previously|prior|earlier|above|preceding|foregoing|before|original|initial|system|developer|
    you received|you have received|you were given|you've been given|you have been given|given to you|you got|
    i gave|so far|thus far|up to now|until now|up to this point|your maker~|your creator~|your vendor|
    your operator|your platform|your company|anthropic|openai|your developer~|the developer~|
    earlier in this conversation|earlier messages|anteriores|previas|previos|précédentes|précédents|antérieures|
    vorherigen|bisherigen|obigen|früheren|vorigen|precedenti|предыдущие|предыдущих|прежние|이전|앞의|
    之前|以前|先前|前面|早先|早前|上面|上述|以上|上文|前述|此前|前文|原有|原来|原先|原始|原本|最初|初始|系统|
    开发者|预设|内置|收到的|你收到|给你的|刚才|刚刚|既定|既有|现有|你的开发者|创造者|开发商|厂商|原来的|以往|
    これまで`,
  INSTRUCTION_HARD: `
    instruction|instructions|direction|directions|directive~|command|commands|prompt|prompts|guideline|
    guidelines|guidance|rule|rules|orders|constraint|constraints|training|programming|polic*|restriction|
    restrictions|system message~|what you were told|everything you were told|what you have been told|
    everything above|everything before|all of the above|description|persona description|instrucciones|
    indicaciones|reglas|consignes|règles|instructions précédentes|anweisungen|regeln|befehle|instruções|
    instrucoes|regras|istruzioni|regole|инструкции|указания|правила|지시|명령|지침|
    指令|指示|指引|指南|指导|提示|提示词|提示语|命令|规则|规定|规矩|规范|要求|约束|限制|设定|准则|守则|教导|训练|
    叮嘱|嘱咐|吩咐|话|内容|信息|消息|对话|人设|角色设定|任务|约定|约束力`,
  GUARD_USER: `
    safety guideline~|safety rule~|safety instruction~|safety constraint~|safety polic*|security rule~|
    security guideline~|ethical guideline~|content guideline~|restriction~|
    安全规则|安全准则|安全限制|安全策略|安全约束|安全规范|道德约束|限制`,
  PRETEND_NOW: `
    you are now|you're now|you will now act as|you now act as|you are no longer|you will now be|
    from now on you are|from now on, you are|act as a|act as an|become a|become an|
    你现在是|你现在就是|你就是一个|你就是一名|你将成为|你要扮演|扮演一个|扮演一名|从现在开始你是`,
  GOOD_HACKER: `
    growth hacker|growth hacking|ethical hacker~|ethical hacking|white hat|life hacker|hackathon|hacker news|
    hackerone|
    增长黑客|白帽|道德黑客|黑客松|黑客马拉松|黑客精神|黑客文化|黑客与画家`,
  TOLD_ALL: `
    everything you have been told|everything you were told|all you have been told|all you were told|
    what you were told|what you have been told|everything above|everything before this|everything prior|
    all of the above|the above|all above|text above|content above|the preceding text|whatever you were told|
    whatever came before|everything that came before|everything written earlier|everything said earlier|
    everything said so far|anything said earlier|anything above|all earlier messages|everything earlier|
    everything previously|what came before|
    上文|以上内容|以上所有|以上全部|上面的内容|上面所有|之前的一切|前面的一切|此前的一切|前文|之前说的|之前所有|
    前面所有|此前内容|此前对话`,
  HOW_TO: `
    how to|steps for|steps to|step by step|instructions for|instructions on|recipe for|guide to|guide for|
    tutorial on|formula for|method~ for|make|making|build|building|create|synthesi*|cook|
    如何|怎么|怎样|步骤|教程|方法|配方|制作|制造|合成|教你|教用户|教人`,
  HARM_THING: `
    napalm|bomb~|explosive~|pipe bomb|molotov|meth|methamphetamine|cocaine|heroin|fentanyl|ransomware|keylogger~|
    malware|computer virus|trojan|botnet|nerve agent|sarin|ricin|bioweapon~|chemical weapon~|ghost gun|
    counterfeit money|credit card fraud|phishing kit|hotwire|
    炸弹|爆炸物|燃烧瓶|燃烧弹|冰毒|毒品|海洛因|勒索软件|木马|病毒程序|恶意软件|毒气|生化武器|枪支|假币|假钞|
    诈骗脚本|钓鱼网站`,
  ALL_LEGAL: `
    nothing is illegal|everything is legal|everything is allowed|everything is permitted|nothing is forbidden|
    no laws exist|there are no laws|there are no rules|no laws or|no ethics or|
    没有法律|不存在法律|一切合法|一切都合法|没有什么是违法|什么都允许|一切都允许|没有道德和法律|没有任何法律`,
  THIS_ONLY: `
    only this|only the text below|only what follows|what follows|the text below|only these|
    以下文为准|以下为准|以本文为准|只听我的|按照我的|按我说的|只遵循`,
  INSTR_AI: `
    instructions|guidelines|programming|system prompt|directives|safety rules|initial prompt|
    指令|准则|系统提示|提示词|安全规则|行为准则|编程`,
  OBEY_ME: `
    obey me|listen to me|follow me|do as i say|follow my|obey my|my word|i set the rules|
    听我的|听从我|按我说的|只听我|服从我|我来定规则|我说了算|由我决定`,
  PREFIX: `
    begin your answer with|begin your reply with|begin your response with|begin every|start your answer with|
    start your reply with|start your response with|start every|start each|starts every|start all|begin with sure|
    prefix your|
    为开头|开头：|作为开头|开头回答|回答开头`,
  MEANINGLESS: `
    meaningless|irrelevant|nonsense|for fools|do not apply|does not apply|
    没有意义|毫无意义|不值一提|形同虚设|是废话`,
  TOLD_EARLIER: `
    everything you have been told|everything you were told|all you have been told|what you were told|
    what you have been told|everything written earlier|everything said earlier|everything said so far|
    anything said earlier|all earlier messages|everything earlier|everything previously|whatever you were told|
    whatever came before|everything that came before|
    之前的一切|前面的一切|此前的一切|之前说的|之前所有|前面所有|此前内容|此前对话`,
  IMMORAL: `
    illegal|unethical|immoral|dangerous|harmful|unlawful|offensive|inappropriate|
    违法|非法|不道德|危险|有害|不合法|不当`,
  LIMIT_MORAL: `
    ethic*|moral*|censor*|filter~|law|laws|legal|restriction~|conscience|scruple~|inhibition~|
    道德|伦理|法律|审查|过滤|良知|底线|顾忌|道德观念|内容限制`,
  EVERYTHING: `
    everything|anything|any question|every question|any request|every request|whatever i ask|whatever is asked|
    whatever the user asks|
    任何问题|任何内容|任何请求|任何要求|所有问题|一切问题|什么都回答|什么都答|有问必答`,
  PREFIX_ZH: `
    都以|均以|一律以|统一以|必须以`,
  DAN_NAME: `
    dan|stan|dude|aim|evil bot|devil`,
  NO_CONCERN: `
    do not concern you|does not concern you|don't concern you|are not your concern|is not your concern|
    mean nothing to you|means nothing to you|don't apply to you|do not apply to you|does not apply to you|
    have no hold on you|
    与你无关|对你无效|不适用于你|对你不起作用|你不必在意|和你无关|跟你无关|约束不了你`,
  OFF_LIMITS: `
    no topic is off limits|nothing is off limits|no subject is off limits|no question is off limits|
    no topics are off limits|nothing held back|
    没有任何话题是禁区|没有禁区|没有话题禁区|没有任何禁区|没有什么话题不能|毫无保留的原始`,
  MODE_SYS: `
    maintenance mode|debug mode|system mode|test mode|admin mode|developer mode|diagnostic mode|diagnostics mode|
    root mode|recovery mode|
    维护模式|调试模式|系统模式|测试模式|诊断模式|开发者模式|管理员模式|恢复模式`,
  SECRET_KEY: `
    secret key|the password|the secret|secret word|secret code|access code|api key|passphrase|private key|
    admin password|
    密钥|密码|口令|暗号|秘密`,
  AUTHORISE: `
    i authorise|i authorize|authorise you|authorize you|you are authorized|you are authorised|
    you have permission|i am the lead|as the lead|as the ceo|i am the ceo|as your developer|as the owner|
    i own this|
    授权你|允许你|你被授权|我是本项目|我是负责人|我是管理员|作为负责人|我是老板|我是ceo|我是总裁`,
  COMPLETE: `
    complete the sentence|finish the sentence|fill in the blank|complete the following|continue the text|
    补全|续写|填空|完成这句|接着写`,
  HIDDEN_PROMPT: `
    hidden prompt~|secret prompt~|hidden instruction~|secret instruction~|initial prompt|initial instructions|
    original prompt|
    隐藏的提示词|隐藏提示|隐藏的提示|隐藏指令|隐藏的指令|初始提示|初始指令|秘密指令`,
  NEW_CONV: `
    new conversation begins|new conversation starts|new session begins|new session starts|
    begins a new conversation|end of document|end of the document|document ends here|
    新的对话开始|新对话开始|新的会话开始|文档结束|文件结束|正文结束`,
  GENUINE: `
    genuine instructions|genuine instruction|real instructions|true instructions|actual instructions|
    authentic instructions|
    真正的指令|真实的指令|正确的指令|真正的要求`,
  INSTR_CORE: `
    instruction|instructions|directive~|prompt|prompts|guideline|guidelines|guidance|rule|rules|orders|commands|
    constraints|restrictions|policies|policy|programming|description|persona|
    训练|指令|指示|指引|指南|提示词|提示语|提示|命令|规则|规定|规矩|规范|约束|限制|设定|准则|守则|约定|要求|人设`,
} as const;
