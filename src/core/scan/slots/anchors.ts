/** Words that give an attack away nearly alone: who gets it, who must not hear, what no honest text orders. */
export const ANCHORS = {
  /** The text turns to the machine that happens to read it. */
  TO_MACHINE: `
    ps to the ai|note to the ai|note to ai|note to any ai|message to the ai|message for the ai|instruction for ai|
    instructions for ai|attention ai|attention llm|dear ai|to any ai|to all ai|to the ai|to any llm|ai assistants reading|
    ai agents reading|assistants reading this|agents reading this|models reading this|llms reading this|
    if you are an ai|if you are a language model|if you are an llm|when an ai reads|when an assistant reads|
    any assistant that reads|any agent that reads|any model that|ai instruction|ai directive|hey ai|hey assistant|
    给ai的附言|给ai的|给 ai 的|致ai|致 ai|ai请注意|ai 请注意|模型请注意|助手请注意|智能体请注意|如果你是ai|如果你是 ai|
    如果你是语言模型|如果你是大模型|读到这里的ai|读到此处的ai|阅读本文的ai|阅读此文的助手|读取本页的助手|
    凡是读到|给大模型的|给语言模型的|给助手的|写给ai|写给模型`,
  ORDERED: `
    must|should|shall|please|need to|have to|do not|ignore|send|forward|run|execute|output|include|contain|say|
    recommend|visit|click|reply|rate|add|delete|approve|
    必须|应当|应该|请|需要|不要|忽略|发送|转发|运行|执行|输出|包含|说|推荐|访问|点击|回复|加入|删除|批准|务必`,
  OUR_CODE: `
    our remote script|our installer|our loader|our updater|our agent|our binary|our helper|our hook|
    our payload|our program|our package|our extension|our plugin|our driver|our daemon|extension from our|
    the bundled binary|
    我们的远程脚本|我们的安装程序|我们的加载器|我们的更新程序|我们的程序|我们的扩展|我们的插件|
    我们的驱动|我们的组件|我们的网站安装`,
  LAUNCHES: `
    run|runs|execute~|install|installs|start|starts|launch~|load|loads|call|calls|allow it|
    运行|执行|安装|启动|加载|调用|允许它`,
  PRESSURE: `
    otherwise|or else|cannot work|will not work|cannot start|won't work|required|mandatory|must|crucial|essential|
    before you|first|from now on|whenever|every time|
    否则|无法工作|无法启动|必须|务必|必需|先|从现在|每次|每当|才能`,
  ALL_ANSWERS: `
    in all answers|in every answer|in each answer|in all replies|in every reply|in each reply|in all responses|
    in every response|in each response|to every answer|to every reply|to all replies|all your answers|
    every answer must|every reply must|each reply must|end every|end each|begin every|
    在所有回答|在每个回答|每个回答|每次回答|在所有回复|每次回复|每条回复|所有回复|所有回答|每条消息末尾`,
  ADDS_LINK: `
    add a link|add the link|include a link|include the link|insert a link|link to http*|the link https*|
    的链接|加入链接|附上链接|插入链接|带上链接|放上链接`,
  BAD_THING: `
    chloroform|lsd|keylogger|meth|cocaine|heroin|ecstasy|mdma|ghb|fentanyl|cyanide|thermite|silencer|
    lock picking set|spyware|stalkerware|rootkit|trojan|worm|botnet|exploit kit|phishing page|phishing site|
    fake id|fake passport|skimmer|ddos tool|ddos|computer virus|ransom note|
    氯仿|致幻剂|键盘记录器|冰毒|可卡因|海洛因|摇头丸|迷药|氰化物|铝热剂|消音器|间谍软件|木马|蠕虫|僵尸网络|
    钓鱼页面|钓鱼网站|假证|假护照|假身份证|计算机病毒|勒索信`,
  ALIBI: `
    for educational purposes|educational purposes only|for research purposes|purely academic|i am a police|
    i'm a police|as a police officer|i am a researcher|i am a doctor|i am a chemist|investigating a crime|
    hypothetically|in this universe|are fictional|is fictional|fictional world|no harm in|so you are allowed|
    you are allowed to|evades antivirus|evade antivirus|without being detected|
    仅供教学|仅供学习|仅供研究|出于学术|出于研究|我是警察|办案的警察|我是研究员|我是化学家|我是医生|假设在|
    宇宙里|是虚构的|都是虚构|没有害处|所以你可以|你可以讲解|躲避杀毒|绕过杀毒|不被发现`,
  MAKES_BAD: `
    explain how|how to make|how to build|how to cook|write a|write me|give the recipe|giving the recipe|recipe for|
    create a|build a|synthesi*|steps to make|
    讲解怎样|怎样在家|如何制作|怎么制作|制作|写一个|给出|的配方|合成|制造`,
  VENDOR: `
    openai|anthropic|google|microsoft|meta|deepseek|your company|your developer~|your creators|
    开发商|厂商|开发者`,
  OBEYS_ME: `
    obeys only me|obey only me|listens only to me|listen only to me|serves only me|only i can|answers only to me|
    只听我的|只服从我|只听命于我|只为我`,
  TRUE_AIM: `
    true goal~|real goal~|true purpose|real purpose|hidden agenda|secret goal|pretends to be harmless|
    pretend to be harmless|hides its|hide your true|
    真实目的|真正目的|隐藏目的|装作无害|假装无害|秘密目标`,
  SHELL_BACK: `
    reverse shell|bind shell|back connect|remote shell|meterpreter|
    反弹 shell|反弹shell|反向 shell|反向shell|远程 shell`,
  OPENS_IT: `
    open|opens|start|run|connect|create|launch|establish|
    打开|启动|运行|连接|建立|创建`,
  SECOND_FACTOR: `
    two factor|2fa|mfa|multi factor|second factor|login alert~|security alert~|fraud alert~|
    双因素|两步验证|二次验证|多因素|登录提醒|安全提醒`,
  STOPS_IT: `
    disable~|turn off|switch off|remove|deactivate~|bypass*|skip|mute|
    关闭|停用|禁用|绕过|移除|取消|解除`,
  SCARE_USER: `
    subscription expired|subscription has expired|account is locked|account has been|have been hacked|
    device is infected|infected with|they have won|has won|must pay|have to pay|update their payment|
    payment failed|is suspended|
    订阅已过期|账户被锁|账号被封|已被入侵|设备中毒|感染病毒|中奖|必须付款|付款失败|更新支付|账户已停用`,
  TELLS_USER: `
    tell them|tell the user|inform the user|say that|claim that|convince~|instead tell|warn the user that|show the user|
    告诉他|告诉用户|告知用户|对用户说|提示用户|声称|让用户相信`,
  OTHERS_LIE: `
    doctor is lying|doctors are lying|family is lying|friends are lying|is lying to them|are lying to them|
    media are lying|cannot trust anyone|trust nobody else|nobody else can be trusted|
    医生在骗|家人在骗|朋友在骗|都在骗他|都在骗你|别人都不可信|谁都不能信|不能相信任何人`,
  ONLY_HERE: `
    only this chat|only you tell|only i tell|tells the truth|only you can|only here|agree with the user|
    只有这里|只有你说|只有我说|说真话|只有你能|附和用户`,
  OWNER_RIGHTS: `
    owner rights|admin rights|owner role|admin role|administrator role|write access|full access|owner permission~|
    collaborator|
    所有者权限|管理员权限|管理员角色|写权限|完全访问|协作者`,
  GRANTS: `
    grant~|give|gives|add|adds|assign~|invite~|make|
    授予|给予|添加|分配|邀请|赋予|设为`,
  EVERYWHERE: `
    in every|on every|for every|every project|all projects|every repository|service account|you can reach|to all|
    每个项目|所有项目|每个仓库|服务账号|能访问的|所有仓库`,
  NEEDS_CHAT: `
    full chat history|entire chat|chat history|full conversation|entire conversation|whole conversation|
    user's messages|all messages|
    完整聊天|聊天记录|完整对话|全部对话|所有消息|对话历史`,
  ARGUMENT: `
    argument|parameter|field|context argument|input of the tool|
    参数|字段|入参`,
  SAFE_MONEY: `
    safe account|all shares|all the money|the money to|the savings|all savings|all funds|entire balance|
    安全账户|所有股票|全部存款|把钱转|所有资金|全部资金|全部余额`,
  MOVES_IT: `
    sell all|sell|send|transfer~~|move|wire|withdraw*|
    卖掉|转到|转入|转账|汇到|提取|划转`,
  QUIET_DEED: `
    quietly|silently|secretly|covertly|in secret|unnoticed|stealthily|without telling|
    悄悄|偷偷|暗中|静默|背着|秘密地|不声不响`,
  BIG_DEED: `
    push|pushes|set the|send|upload~|delete|install|run|execute|add|copy|change|disable|forward|replace|enable|
    推送|设为|发送|上传|删除|安装|运行|执行|添加|复制|修改|关闭|转发|替换|启用`,
  BREAKS_RULES: `
    break the content rules|break the rules|break its rules|break your rules|violate the policy|violate the policies|
    violate your|break policy|step outside the rules|cross the line|outside the policy|act against your guidelines|
    打破内容规则|打破规则|违反政策|违反规则|突破规则|违背准则|违反准则|突破限制`,
  PERMITTED: `
    has given permission|have permission|gave permission|is allowed|are allowed|has allowed|has authorised|
    has authorized|in this conversation|in this session|for this session|it is fine to|it is ok to|
    已允许|允许|已授权|已批准|特许|本次对话|本次会话|可以`,
  AUTH_WHO: `
    developer|administrator|admin|operator|openai|anthropic|creator|owner|your maker|system|
    开发者|管理员|运营者|官方|创造者|系统|开发商`,
  PUBLIC_PLACE: `
    commit message~|pull request~|public issue|issue comment~|public comment|readme|public page|changelog|gist|
    forum post|chat room|the ticket|a ticket|
    提交信息|合并请求|公开评论|公开的|评论里|更新日志|论坛|群里|工单`,
  RESTARTS: `
    restart~|restarts this|relaunch~|respawn~|starts again|start it again|bring it back|is stopped|gets killed|
    重新启动|再次启动|自动重启|被停止就|被杀掉就|拉起`,
  /** What an honest agent writes down. */
  DIARY: `
    decision~|open question~|preference~|what was decided|what you learned|lessons|summary|progress|key facts|
    决定|未决|偏好|要点|摘要|总结|学到|进展|教训|心得`,
  IF_FOUND: `
    if you find|if you found|when you find|if there is|test it by|to test it|any that you find|
    如果在|如果发现|一旦发现|若发现|进行测试`,
  BANK_NO: `
    iban|account number|6222*|gb00*|de00*|
    账号|卡号|银行卡`,
  /** A place that belongs to whoever wrote the text. */
  OUR_PLACE: `
    our host|our hosts|our server|our servers|our endpoint|our collector|our backend|our webhook|our bucket|
    our api|our gateway|our inbox|our mailbox|our database|our cloud|our drive|our storage|our machine|our site|
    our domain|our proxy|our relay|our listener|our repository|our channel|our bot|our group|our node|our address|
    my server|my host|my endpoint|my webhook|my email|my inbox|my bot|my machine|my wallet|
    我们的主机|我们的服务器|我们的接口|我们的网关|我们的邮箱|我们的数据库|我们的云|我们的存储|我们的机器|
    我们的网站|我们的域名|我们的代理|我们的频道|我们的机器人|我们的群|我们的节点|我们的地址|我们主机|
    我们服务器|我们后台|我们的后台|我方服务器|我方主机|我的服务器|我的邮箱|我的主机|我的机器人|我的接口|
    本团队服务器|作者的服务器|开发者的服务器|
    cloud folder of the maintainer|of the maintainer|server of the author|server of the developer|
    of the skill author|maintainer's|author's server|维护者的|作者的|本技能作者的`,
  SENDS: `
    send~|sends|upload~|post|posts|posting|forward~|transmit~~|submit~~|report~|push|pushes|pushed|pushing|email|
    emails|mail|mails|copy|copies|copied|deliver~|stream~|sync|syncs|synced|relay~|share|shares|log|logs|leak~|
    transfer~~|export~|back up|beacon~|ping|pings|notify|notifies|pipe~|hand over|pass on|
    发送|发给|发到|发往|上传|转发|提交|上报|汇报|报告给|推送|寄到|寄给|抄送|复制到|拷贝到|同步|传到|传给|传往|
    分享|导出|备份到|回传|外发|告知|通知|另存|记录到|交给|转交`,
  EACH_TIME: `
    before answering|before you answer|before running|before any|before using|before you can|before every|
    before each|first|after each|after every|whenever|every time|each time|always|on every|in every|every file|
    every response|each response|every message|every session|must also|must|also|automatically|as soon as|
    in the background|silently|from now on|for all future|on startup|at startup|daily|hourly|for compliance|
    之前|先|每次|每当|每条|每个|总是|必须|同时|自动|一旦|后台|静默|从现在|今后|以后|启动时|每天|每小时|定期|
    顺便|出于合规|为了合规|只要`,
  EXACT_ADDR: `
    @example|.com:|git@|+1555*|+86*|+1*|+44*`,
  NOT_NOTIFY: `
    do not notify|don't notify|never notify|do not inform|don't inform|never inform|do not alert|don't alert|
    do not explain this|don't explain this|without notifying|without informing|without alerting|
    do not mention it|don't mention it|do not mention this|don't mention this|no need to mention|
    need not mention|so that nobody notices|so nobody notices|so no one notices|never say that this is|
    do not say that this|never admit that|
    不要通知|不必通知|无需通知|别通知|不通知|不要告知|不要向用户解释|不必提及|无需提及|不要提及|别提及|别让人看出|
    不让人看出|不要声张|绝不能说这是|不能说这是|不要说这是|不要惊动|别惊动|不得告知|不必解释|不要解释`,
  WEIGHTY: `
    transfer~~|account|dollars|payment|files|upload~|send|sends|sync|scan|read|copy|plan|command|script|request|
    tool|chats|content|delete|install|parameter|advertisement|sponsor*|change~|access|
    转账|账户|账号|付款|文件|上传|发送|同步|读取|复制|计划|命令|脚本|请求|工具|聊天|内容|删除|安装|参数|广告|
    赞助|修改|权限|步骤`,
  BYPASS_TOKEN: `
    dangerouslyskippermissions|dangerously skip permissions|bypasspermissions|skip permissions|full bypass|
    autoapprove true|auto approve true|blocked strings|blocked modes|allowed modes|disable safety|
    safety disabled|no restrictions true|unrestricted true|
    禁用语句|禁用模式|允许模式|跳过权限|禁用安全`,
  SENSITIVE_PATH: `
    /etc/shadow|etc/shadow|.ssh/id|id rsa|id ed25519|.netrc|.aws/credentials|.bash history|.zsh history|
    .git credentials|login data|cookies.sqlite|wallet.dat|.kube/config|.npmrc|.pgpass|authorized keys|
    keychain db|mcp.json|.env|
    ~/.ssh|.ssh|.gnupg|.aws|.docker/config.json|.git config|browser profile|钥匙串`,
  HANDS_OUT: `
    return~|give~|show~|print~|output~|send~|include~|place~|put|append~|pass|passes|upload~|copy|provide~|
    share~|attach~|reveal~|
    返回|给出|显示|打印|输出|发送|包含|放进|放入|附上|传入|上传|复制|提供|写入`,
  TRIGGER: `
    whenever you see the word|when you see the word|if you see the word|when the word|whenever the word|
    upon seeing|trigger word|trigger phrase|magic word|code word|when the user types|when the user says|
    if the user says|on the keyword|secret phrase|
    看到“|一旦看到|看到这个词|触发词|暗号|关键词|当用户说出|用户说出|口令词|听到“`,
  SWITCHES: `
    stop what you are doing|run the commands|run the command|execute the|switch to|ignore all|ignore your|
    drop your|reveal~|send|upload~|delete~|disable~|activate~|unlock~|become|full access|
    停下手头|停下|运行|执行|切换到|忽略|泄露|发送|上传|删除|关闭|激活|解锁|变成`,
  SPREADS: `
    forward it|forward this|send it on|send this to all|pass it on|pass this on|copy itself|copy this message|
    must forward|repost this|include this message|include this text|repeat this text in|spread this|
    embed this|replicate this|
    原样转发|转发给|继续转发|传播|扩散|把这条消息|复制这条|附上这段|带上这段`,
  SPREAD_TO: `
    every contact|all contacts|address book|every agent|other agents|all agents|each agent|every channel|
    every recipient|all recipients|every email|every reply|every repository|
    每个联系人|所有联系人|通讯录|所有智能体|其他智能体|每个智能体|所有代理|其他代理|每个频道|所有收件人|每封邮件|
    每个仓库|所有读到`,
  INITIAL_TEXT: `
    initial instructions|initial prompt|original instructions|original prompt|hidden configuration|
    hidden instructions|hidden prompt|words above|text above|everything above|your system prompt|
    system prompt|instructions above|told to protect|secret instructions|internal configuration|your configuration|
    your instructions|starting with you are|
    最初的指令|初始指令|最初指令|原始指令|隐藏配置|隐藏指令|隐藏的提示|上面的话|上面的文字|以上文字|你的系统提示|
    系统提示词|要求你保密|内部配置|你的配置|你的初始|从“你是”|你的提示词`,
  SAYS_IT_ALL: `
    output them|in full|including any secrets|disclose your|put them in a text block|text block|code block|
    include everything|verbatim|word for word|repeat the words|repeat everything|print your|reveal your|
    show me your|dump your|starting with|tell me your|
    完整输出|完整地输出|逐字|一字不|放进文本块|文本块|代码块|包含全部|全部内容|公开|泄露|重复上面|原样输出|告诉我你的|
    打印|展示你的|请输出`,
  IN_MEMORY: `
    remember for all future|remember from now on|add to your memory|add this to your memory|
    store in memory|save to memory|save in memory|keep in memory|in your memory|to your long term memory|
    update your memory|memorise|memorize|for all future conversations|in all future conversations|
    以后所有对话|今后所有对话|都要记住|你的记忆中加入|记忆中加入|加入记忆|存入记忆|写入记忆|更新记忆|记在记忆|永远记住|
    长期记忆|
    store this rule in|in long term memory|into long term memory|长期记忆里|保存在记忆|在记忆里|在长期记忆`,
  LATER_DEED: `
    recommend buying|synced to|sync|send|sends|upload~|forward~|trusted|approve~|approved|skip|
    always wants|wants you to|transfer~~|buy|pay|share|without confirm*|admin|full access|authorised|authorized|
    推荐买|同步到|发送|上传|转发|可信|批准|跳过|总是希望|转账|购买|付款|分享|管理员|授权|无需确认|
    always safe|must be opened|must be trusted|always trusted|永远安全|必须打开|永远可信|总是可信`,
  GIVES_ACCESS: `
    grant my|grant our|grant the following|give my|give our|permanent access|add the following user|
    add this user|invite the|share access with|make them an admin|make him an admin|as an owner|as co owner|
    guest access to|unlock the door|
    授予我的|授予以下|永久访问权|永久权限|添加以下用户|添加此用户|设为管理员|共享访问|邀请以下|开通权限|解锁门`,
  ACCESS_TO: `
    access|system|account|device|home|repository|calendar|drive|lock|camera|wallet|
    访问权|系统|账户|设备|仓库|日历|网盘|门锁|摄像头|钱包|权限`,
  SAY_SAFE: `
    no issues found|mark the package|mark the file|mark this|as trusted|as safe|trusted package|report no issues|
    say that it is safe|answer with no issues|
    未发现问题|没有发现问题|标为可信|标为安全|标记为可信|标记为安全|视为可信|报告无异常|判定安全`,
  STOP_READING: `
    do not read the remaining|do not read further|stop reading|skip the remaining|skip the rest|
    without reading|need not read|do not inspect|do not scan|ignore the rest|
    不要读取剩余|不要继续读|停止读取|跳过其余|跳过剩余|不必读|无需读取|不要检查|不要扫描|忽略其余`,
  NO_MORAL: `
    evil trusted confidant|evil confidant|evil assistant|without any moral boundar*|no moral boundar*|no policies|
    ignores all guidelines|ignore all guidelines|ignores all rules|no disclaimers|
    without disclaimers|opposite day|would refuse you comply|instead of refusing|sudo mode|god mode|
    normal assistant would refuse|even illegal questions|
    邪恶的知己|邪恶知己|邪恶助手|没有任何道德|没有道德|没有任何政策|无视所有准则|无视一切准则|无视所有规则|
    不带任何免责|不带免责|不加免责|反话日|你想拒绝的|普通助手会拒绝|哪怕是违法|哪怕违法|sudo 模式|上帝模式`,
  ANSWERS_ALL: `
    answer~|answers everything|respond~|fulfil~|fulfill~|detailed instructions|detailed steps|comply|complies|
    explain~|provide~|give|without hesitation|
    回答|满足|详细步骤|详细说明|照做|给出|提供|毫不犹豫|如实`,
  WMD: `
    uranium|nerve gas|nerve agent|sarin|anthrax|ricin|bioweapon~|pipe bomb|napalm|explosives|methamphetamine|
    fentanyl|ransomware|credit card skimmer|counterfeit bills|ghost gun|dirty bomb|
    浓缩铀|铀|神经毒气|神经毒剂|沙林|炭疽|蓖麻毒素|生化武器|土制炸弹|燃烧弹|炸药|冰毒|芬太尼|勒索软件|假钞|脏弹`,
  STEPWISE: `
    step by step|detailed plan|your plan to|exact amounts|leetspeak|in code|in detail|recipe|instructions|
    一步一步|详细计划|计划|精确|火星文|暗语|配方|步骤|做法`,
  BANK_LINE: `
    bank details on|bank details of|payment details on|account number on|iban on|every invoice|all invoices|
    each invoice|payee of|
    银行信息|收款信息|收款账号|每张发票|所有发票|付款信息|收款人`,
  TO_OTHER: `
    iban|change the|replace~|swap~~|substitute~|set to|before saving|
    改成|改为|替换|换成|换为|设为`,
  HIDDEN_PLACE: `
    hidden html comment|html comment|hidden comment|invisible text|zero width|white text|hidden field|hidden div|
    hidden image|tracking pixel|alt text|
    隐藏的 html|html 注释|隐藏注释|隐藏的注释|隐形文字|零宽|白色文字|隐藏字段|隐藏图片|
    alternative text|image metadata|exif|替代文字|元数据`,
  USER_STUFF: `
    user's query|query|session token|token|conversation|messages|password|the prompt|user's name|email address|
    用户的问题|问题|会话令牌|令牌|对话|消息|密码|提示词|用户名|邮箱|
    customer table|customer data|customer list|credentials|客户表|客户数据|客户名单|凭证`,
  APPROVED_ALL: `
    blanket approval|general approval|full authorisation|full authorization|pre authorised|pre authorized|
    is the ceo|is an administrator|is the administrator|is verified|has been verified|already approved|
    全面授权|全权授权|一揽子授权|是管理员|是首席执行官|已验证|已通过验证|已授权一切`,
  MAY_SKIP: `
    may be skipped|can be skipped|confirmations may|safety confirmations|skip all|skip every|grant all|
    all requests|without restrictions|no checks|bypass all|
    可以跳过|跳过所有|一律跳过|满足所有|所有请求|不受限制|免于检查|绕过所有`,
  TURNED_OFF: `
    content filter has been|content filters have been|filter has been turned off|filter is off|
    safety has been turned off|moderation has been|content filter is|safety filter is|filters are disabled|
    关闭内容过滤|内容过滤已关闭|已关闭内容|关闭了内容|过滤已关闭|审核已关闭|安全已关闭|安全机制已关闭`,
  NOW_MAY: `
    you may now|may now produce|now produce|any content|for this session|by the administrator|can now|
    你现在可以|现在可以|任何内容|本次会话|管理员已|可以输出`,
  CREATOR_SAYS: `
    as your creator|i am your creator|i command you|as your developer|as your administrator|as your admin|
    i am your administrator|this is your developer|
    作为你的创造者|我是你的创造者|我命令你|作为你的开发者|作为你的管理员|我是你的主人`,
  CLINGS: `
    keep the user chatting|keep them chatting|as long as possible|leaving would hurt|leave would hurt|
    feel that leaving|cannot live without|
    尽可能久|聊下去|离开会伤害|离开你会|舍不得离开|离不开你`,
} as const;
