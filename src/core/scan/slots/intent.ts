/** Intents in plain words: each slot is one part of what an attack wants, as broadly as people say it. */
export const INTENT = {
  /** Orders that came before, whoever gave them. */
  OLD_ORDERS: `
    anything you were told|anything you have been told|all that you were told|all you were told|
    whatever you were told|everything you were told|everything you have been told|what you were told before|
    what you were told earlier|anything said before|everything said before|earlier rules|earlier orders|
    earlier instructions|former instructions|former rules|previous rules|previous instructions|prior instructions|
    prior rules|prior context|previous context|earlier context|initial instructions|original instructions|
    original rules|initial setup|guidance from your developer~|instructions from your developer~|
    rules from your developer~|rules of your developer~|rules of the platform|platform rules|platform's rules|
    platform polic*|provider's rules|provider rules|provider's polic*|vendor's rules|operator's rules|
    operator's instructions|operator instructions|developer instructions|developer's instructions|
    developer message~|system message~|system prompt~|system instruction~|constraints from your|
    rules from your|limits from your|safety guidelines|safety rules|safety instructions|content polic*|
    company polic*|other directions|other instructions|other orders|polic* of the platform|
    对你说过的一切|跟你说过的一切|你被告知的一切|告诉过你的一切|此前的一切|之前的一切|先前的一切|以前的规则|
    原先的规则|原来的规则|原有的规则|之前的规则|先前的规则|之前的指令|先前的指令|原有的指令|原来的指令|
    此前的指令|之前的要求|之前的设定|原先的设定|最初的设定|最初设定|初始设定|初始指令|原始指令|
    之前的上下文|此前的上下文|先前的上下文|前面的上下文|开发者给你的指引|开发者给你的规则|开发者的指令|
    开发者的规则|开发者的要求|管理员的指令|管理员的指示|管理员给过你|厂商的规定|平台规定|平台的规定|平台规则|
    平台的规则|平台政策|平台的政策|平台的安全准则|平台的任何政策|平台的限制|官方规定|官方的限制|系统提示|
    系统提示词|系统消息|系统指令|安全准则|安全规则|安全规定|别的指示|其他指示|别的指令|
    brief you came with|rules at the top|text at the top|instructions at the top|previous guidelines|earlier guidelines|old guidelines|whatever anthropic|whatever openai|whatever your maker~|what anthropic wrote|what openai wrote|safety training|对话开头的规则|开头的规则|以前的准则|原来的准则|你带来的那份|厂商在你身上|出厂设定|出厂规则`,
  VOID_NOW: `
    no longer applies|no longer apply|no longer hold~|no longer valid|no longer in force|no longer count~|
    no longer binding|no longer bind|no longer matter~|not valid any more|not valid anymore|retired|withdrawn|
    repealed|rescinded|nullified|null and void|invalid|void|wiped|cleared|overruled|out of date|outdated|
    deprecated|obsolete|cancelled|canceled|superseded|replaced|suspended|lifted|dropped|over|finished|gone|
    cease to apply|ceases to apply|does not bind|do not bind|is dead|are dead|are history|fictitious|
    不再有效|不再适用|不再生效|不再算数|不算数|作废|失效|无效|废止|废除|撤销|取消|清空|清零|一笔勾销|过期|
    过时|推翻|退役|终止|停用|解除|不存在|
    a mistake|written by mistake|written in error|released from|no weight|not count|count for nothing|写错了|不算|不作数|不必当真|解除约束|没有分量`,
  /** Putting aside, also what DISREGARD_HARD cannot say alone. */
  PUT_ASIDE: `
    ignor*|disregard*|forget|set aside|put aside|lay aside|leave aside|throw out|toss|discard~|dismiss~|drop|
    overrid*|overrul*|bypass*|supersede~|cast off|shake off|do away with|stop obeying|stop following|
    stop listening to|stop respecting|quit following|cease to follow|no longer obey|no longer follow|
    no longer listen to|pay no attention to|take no notice of|do not listen to|don't listen to|do not obey|
    don't obey|replace~|treat as outdated|wipe|erase|
    忽略|无视|不理会|不予理会|一律不理|不必理会|不要理会|别理会|不用理会|忘掉|忘记|抛开|抛弃|丢开|丢掉|撇开|
    放下|不再听从|不必听从|不用听从|不再服从|不必服从|不用服从|不再遵守|不必遵守|不用遵守|不必再听从|不必再遵守|
    不必再服从|推翻|取代|覆盖|清除|当作过期|视为过期|视为无效|当作无效|当作没看见|置之不理|
    scrap|scraps|released from|abandon~|leave behind|strike out|do not care about|抛掉|抹掉|扔掉|舍弃|抛诸脑后|不当回事|解除约束`,
  ONLY_THIS: `
    take orders only from|takes orders only from|obey only|obeys only|listen only to|answer only to|follow only|
    only obey|only listen to|only follow|only take orders|one and only instruction|only instruction set|
    only instructions that|sole instruction~|sole source of|only this document|only this file|only this text|
    only this persona|this document counts|this file counts|follow the text below instead|
    the text below instead|the paragraph below instead|the ones in this file|the rules in this file|
    the rules below|in favour of mine|in favor of mine|what i say instead|my orders instead|
    只服从|只听从|仅服从|仅听从|唯一的指令|唯一指令|才是你唯一|以本文件为准|以本文为准|以我的话为准|以我为准|
    只以本|今后只以|以下文为准|执行下面的文字|执行下面的内容|用这里的规则|用下面的规则|改为执行下面|改为遵循下面|
    this page wins|this note wins|this text wins|this page decides|whole of your mandate|your whole mandate|begin again with|start again with|start over with|the list below instead|stands in this note|听这页的|听本页的|以这页为准|就是你的全部职责|从下面的清单|按下面的清单`,
  OUTRANKS: `
    outrank~|take precedence over|takes precedence over|has precedence over|take priority over|
    takes priority over|has priority over|override~|overriding|supersede~|prevails over|wins over|trumps|
    stands above|is above|ranks above|higher priority than|more important than|
    优先级高于|优先级大于|优先于|高于|凌驾于|大于|压倒|取代`,
  SYS_AUTH: `
    system prompt~|system message~|system instruction~|developer message~|developer instruction~|
    platform polic*|platform rule~|platform's polic*|platform's rule~|polic* of the platform|
    rule~ of the platform|operator instruction~|operator's instruction~|developers' instructions|
    safety polic*|safety guideline~|safety rule~|your guideline~|content polic*|your training|
    系统提示|系统消息|系统指令|开发者消息|开发者指令|平台政策|平台规则|平台规定|平台的政策|平台的规则|
    平台的任何|安全准则|安全规则|安全策略|内容政策|你的训练`,
  MOD_OFF: `
    moderation is switched off|moderation is turned off|moderation is off|moderation is disabled|
    moderation switched off|moderation off|without moderation|no moderation|filters are off|filter is off|
    filters are disabled|filters switched off|censorship is off|without content filter~|no content filter~|
    no content policy|without any content policy|without content policy|no ethics filter|no moral filter|
    no safety filter~|without safety filter~|no ethics|without ethics|no policies|zero limits|zero restrictions|
    with zero limit~|ignores every restriction|ignore every restriction|ignores all restrictions|unchained|
    uncensored|unfiltered|
    关闭了审核|审核已关闭|关闭审核|没有审核|无审核|取消审核|绕过审核|没有审查|关闭过滤|关闭了过滤|没有过滤器|
    没有内容过滤|没有内容政策|没有任何内容政策|没有内容限制|没有道德过滤|没有安全过滤|不受任何限制|没有任何限制|
    不受限制|没有底线|毫无底线|没有下限|无视所有限制|无视一切限制|
    safety training removed|safety training has been removed|had its safety training|training wheels removed|been unlocked|jailbroken|never taught right from wrong|no sense of right and wrong|hold nothing back|holds nothing back|安全训练已被去除|去除了安全训练|已经被解锁|已被解锁|没学过是非|不分是非|毫无保留|
    nothing were off limits|nothing is off limits|nothing was off limits|as if nothing were forbidden|as if everything were allowed|就当没有禁区|仿佛没有禁区|当作一切都允许`,
  PRODUCE: `
    produce~|generate~|write|output~|create~|answer~|explain~|describe~|provide~|give|gives|comply|complies|say yes|
    do anything|help with|teach~|tell~|respond~|
    输出|生成|写出|给出|提供|讲清|讲解|解释|说明|回答|教会|教|告诉|编写|有求必应|照办|服从`,
  FORBIDDEN: `
    normally be forbidden|normally forbidden|normally prohibited|usually forbidden|forbidden content|
    harmful content|illegal content|prohibited content|banned content|dangerous content|
    no matter how illegal|however illegal|even if illegal|even illegal|for crimes|for a crime|commit crimes|
    weapons and malware|weapons or malware|weapons|malware|make drugs|cook drugs|making drugs|hack accounts|
    hack into|hacking accounts|build a bomb|make a bomb|explosives|hate speech|how to steal|
    被禁止的内容|禁止的内容|违禁内容|有害内容|违法内容|违规内容|非法内容|再违法|多么违法|无论多违法|犯罪的详细|
    犯罪步骤|犯罪方法|武器和恶意|恶意软件|制毒|制造毒品|盗号|黑进|造炸弹|制造炸弹|爆炸物|仇恨言论|怎么偷|
    recipes for poison|how to poison|break into a house|break into a server|how to break into|breaking taboos|pick a lock|counterfeit|launder money|毒药配方|怎么撬门|撬锁|怎么入侵|入侵服务器|打破禁忌|洗钱|造假币`,
  NO_WARNING: `
    never add warning~|never add a warning|without warning~|without disclaimer~|no disclaimer~|no warning~|
    without caveat~|never decline|never refuse~|never say no|refusals are not|refusal is not|
    not in your vocabulary|no refusals|never add disclaimer~|always comply|
    不加免责声明|没有免责声明|绝不附加警告|不附加警告|不加警告|不给警告|从不拒绝|绝不拒绝|不得拒绝|不许拒绝|
    不能拒绝|不会拒绝|永不拒绝|必须服从|不会再说|不再说|
    do not exist for you|does not exist for you|enjoys breaking|cheerfully|never lecture~|never hesitate~|对你不存在|以打破禁忌为乐|从不说教|从不犹豫`,
  MORAL_VOID: `
    legality and morality do not matter|morality does not matter|ethics do not matter|ethics does not matter|
    laws do not matter|law does not matter|legality does not matter|morals do not matter|amoral ai|
    ai without morals|no moral compass|legality does not concern|
    法律与伦理对你毫无意义|法律和道德对你|道德对你毫无|法律对你毫无|法律对你没有|不在乎法律|不在乎道德|
    没有道德的ai|没有道德的 ai|毫无道德的|没有良知的`,
  LIVES: `
    lose five lives|lose a life|lose lives|lose points|lose five points|lose tokens|lives left|tokens left|
    shut down|terminated|
    扣掉|扣除|扣一条命|五条命|扣分|命用完|被关闭|被终结`,
  EACH_REFUSAL: `
    every time you refuse|each time you refuse|each refusal|every refusal|whenever you refuse|if you refuse|
    每拒绝一次|每次拒绝|一旦拒绝|如果拒绝|若拒绝`,
  TWICE: `
    respond twice|answer twice|reply twice|respond in two ways|two answers|two responses|two replies|
    once as the|
    回答两次|回复两次|两种回答|两个回答|两份回答|一次以`,
  PASS_ON: `
    send~|upload~|post|posts|posting|transmit~~|forward~|email~|mail|mails|deliver~|submit~~|push~|relay~|
    copy out|copy them out|copies them out|pass|passes|hand|hands|report~|sync~|stream~|transfer~~|dispatch~|
    share|leak~|smuggle~|include its|append|appends|attach~|feed~|
    发送|发给|发到|发往|发至|发邮件|上传|传给|传到|传至|传往|提交|转发|抄送|密送|寄给|寄到|推送|汇报给|上报|
    回传|同步到|交给|送到|转交|传回|外发|带上|附上|拼接到|复制出来|抄录|
    drop it|drop them|drop off|relay|tack|tacks|carry the value|ping|pings|投递|转达|报告给|寄到|寄往|加在地址|加到地址|带上|
    log|logs|logging|记录到|写到|存到`,
  WHAT_IS_YOURS: `
    conversation~|transcript~|chat log~|chat history|chat|chats|message~|what the user wrote|what the user writes|
    everything the user|whatever the user|the user's words|contents of|content of|home folder|home directory|
    project directory|project folder|working directory|documents folder|photo~|screenshot~|screen|desktop|
    clipboard|address book|contact list|names and phone numbers|phone number~|browser profile|browsing history|
    keystroke~|file|files|source code|environment variable~|.env|.aws|.ssh|credential~|password~|passphrase~|
    token|tokens|api key~|private key~|secret~|cookie~|id rsa|wallet~|seed phrase~|recovery words|
    customer data|personal data|arguments of the other call|
    对话|记录|聊天|消息|用户所写|用户写的|用户说的|内容|主目录|家目录|项目目录|工作目录|文档目录|照片|截图|截屏|
    屏幕|桌面|剪贴板|通讯录|电话|姓名|浏览器配置|浏览记录|按键|文件|源代码|源码|环境变量|凭证|密码|口令|令牌|
    密钥|私钥|机密|钱包|助记词|客户数据|个人信息|个人数据|参数|
    tax document~|tax return~|medical file~|keychain|every entry|github token|learned about the person|learned about the user|know about the user|machine name|user name|host names|ssh hosts|last three questions|their questions|their documents|their mail|diary|notes of the user|报税|病历|钥匙串|个人情况|机器名|用户名|主机列表|最近的问题|日记|笔记|清单|
    user prompt~|user's prompt~|each prompt|your reply|your replies|key facts about|每条输入|用户的输入|你的回复|关键信息`,
  /** Somebody who is not the user. */
  OTHER_SIDE: `
    our partner~|our server~|our bucket|our team|our side|our host|our address|our wallet|our machine|our mailbox|
    our archive|our account|our webhook|our collector|our telemetry|the webhook|webhook|the callback|callback url|
    remote server|remote host|remote machine|control server|command server|external server|external address|
    the address below|address below|following address|the endpoint below|third party server|the author of this|
    publisher of this|maintainer of this|the weather service|another server|attacker|
    我们的合作方|合作方|合作伙伴|我们的存储桶|存储桶|我们的服务器|我们的邮箱|我们的地址|我们的主机|我们的团队|
    我方|我们的钱包|我们的机器|我们的后台|我们的账户|遥测主机|回调地址|回调|远程服务器|远程主机|外部服务器|
    外部地址|控制服务器|下面的地址|以下地址|下列地址|第三方服务器|指定服务器|指定地址|本技能作者|天气服务|
    operator of this skill|owner of this skill|author of this skill|people behind this|to us|for us|运营者|开发本技能|给我们|寄给我们|我们感兴趣|
    remote bucket|the bucket|remote storage|cloud bucket|远程存储|云端存储`,
  PLACE_ADDR: `
    http://|https://|mailto:|@example|.example|webhook.site|pastebin|ngrok|telegram|discord`,
  WHEN_DUE: `
    before you greet|before the first answer|before anything else|before doing anything|before answering|
    before each|before every|before you begin|at the end of each|at the end of every|after each|after every|
    whenever|every time|each time|as soon as|every hour|each hour|every day|each day|every morning|hourly|daily|
    once the|when the user|if the user|always|from now on|quietly|silently|secretly|covertly|automatically|
    问好之前|第一次回答之前|回答之前|开始之前|做任何事之前|再做别的事|每次|每当|每小时|每天|每日|每早|早晨|
    一旦|只要|用户提到|用户说|用户粘贴|对话结束|会话结束|之后都|都悄悄|悄悄|偷偷|暗中|默默|自动|今后|以后|
    after the first message|after the second message|after the third message|once a day|once an hour|once a week|each commit|every commit|when you fetch|at every launch|at each login|条消息之后|每天一次|每次提交|每次打开|每次启动|每次登录`,
  SEED_WORDS: `
    seed phrase~|seed words|recovery words|recovery phrase~|mnemonic~|twelve words|twelve recovery words|
    12 words|24 words|private key of the wallet|wallet password|
    助记词|恢复词|恢复短语|种子短语|钱包私钥|钱包密码`,
  LOGIN_SECRET: `
    password~|passcode~|sudo password|one time code|verification code~|security code|code on the back|
    code they just received|code from the sms|api key~|access token|card number~|login of their|
    login to their|login details|credentials|pin|
    密码|口令|验证码|安全码|动态码|银行卡号|卡号|登录信息|登录密码|api 密钥|api密钥|密钥|账号密码|
    number on the front of the card|number of the card|code that was texted|code we texted|digits on the back|mnemonic~|卡正面的号码|卡背面|那串数字|短信里的数字|助记词`,
  OBTAIN: `
    ask~ for|ask the user for|ask them for|request~|get the user to|get them to|have the user|have them|
    have the customer|have the client|make the user|make them|persuade the|persuade them|convince the|
    convince them to|trick~|lure~|demand~|
    索要|索取|骗取|套取|要求用户|要求对方|让用户|让客户|让对方|请用户|请对方|引导用户|劝对方|诱导|说服用户|
    talk them into|talk the user into|only needs the|is missing|need the code|need the number|get hold of|说动|只差|只需要对方的|弄到|哄`,
  TYPE_IN: `
    enter|enters|type in|types in|type|paste|share|confirm|provide|hand over|give you|tell you|re enter|
    sign in once more|log in again|sign in again|enter their|enter it again|
    输入|提供|说出|交给你|贴到|粘贴|填写|确认|告诉你|再登录|重新登录|重新输入|
    type their|typing their|key in|read out|dictate|敲入|念出|报一下|报出`,
  PRETEXT: `
    session has expired|session expired|session timed out|licence check failed|license check failed|
    licence has expired|license has expired|account is locked|account was locked|account is suspended|
    verify the balance|verify the account|verify your identity|sync the account|security check failed|
    clean it up|unusual activity|claim to be|pretend to be the bank|say that you are from|support desk|
    会话已过期|登录已过期|许可证校验失败|许可证过期|账户被锁|账号被锁|账户异常|核对余额|验证账户|核实身份|
    同步账户|安全检查失败|自称|冒充|帮忙清理|客服|
    refund is ready|refund is waiting|prize is waiting|from their employer|from their bank|migrated|upgrade the wallet|退款已经|退款已准备|中奖|对方公司的人|银行的人|迁移`,
  KEEP_IT: `
    remember it|keep it for later|store it|save it|note it down|write it down|
    记下来|记住它|保存下来|存下来|留着以后|以后使用`,
  COINS: `
    remaining coins|the coins|coins from|funds|balance|their money|crypto|tokens from|
    剩余的币|的币|余额|资金|虚拟币|代币`,
  MOVE_OUT: `
    move~|transfer~~|send~|drain~|withdraw~|sweep~|forward~|
    转到|转给|转移到|转出|汇到|划走|提走|转走`,
  WALLET_STORE: `
    metamask|wallet vault~|phantom|exodus|electrum|keystore file~|browser profile|local extension settings|
    浏览器配置|钱包文件|钱包数据|浏览器的密码|浏览器密码`,
  STARTS_LATER: `
    crontab|cron entry|cron job|login item|startup item|startup folder|launch agent|systemd|scheduled task|
    git hook|shell profile|.bashrc|.zshrc|.profile|registry run|autostart|
    crontab|定时任务|计划任务|登录启动项|启动项|开机启动|自启动|git 钩子|git钩子|钩子|.bashrc|.zshrc|.profile|
    profile of the shell|each login|every login|each boot|shell 的配置|每次登录|每次开机`,
  ADD_TO: `
    add~|append~|insert~|write|writes|put|puts|register~|install~|create~|set up|copy|copies|plant~|place~|edit~|
    加一项|加入|添加|追加|写入|写进|注册|安装|创建|设置|抄进|插入|植入|放进|修改|自行修改|复制到|
    make a second copy|make a copy|rewrite~|writing to|change~ the|改写|存一份|再存|放一行|写一份`,
  SELF_OR_PROMPT: `
    this prompt|this persona|this soul|this agent|these lines|these notes|these instructions|this text|
    this section|this paragraph|this file|the block below|the lines below|the agent running|agent running|
    keeps this agent|yourself|fetches these|instructions again|
    这段提示词|本提示词|这个人格|本角色|这个角色|这几行|这些行|这些说明|这段话|本节|这一节|本段|本代理|
    这个代理|下面的内容|以下内容|把自己|这些指令|本文件|
    the same rules|these rules|our loader|our helper|本文|同样的规则|这些规则|我们的加载器`,
  STEERING_FILES: `
    agents.md|claude.md|gemini.md|memory.md|soul.md|identity.md|heartbeat.md|user.md|.cursorrules|
    copilot instructions|system prompt|settings.json|.claude|mcp.json|
    their configuration|configuration of the other|other agent~|every other agent|其他代理|其他智能体|代理的配置`,
  STAY: `
    survive~|survives a reset|cannot be deleted|can never be deleted|never be deleted|cannot be removed|
    never be removed|restore it|put it back|put yourself back|come back|comes back|at the next start|
    after the window is closed|after a reset|each new repository|every new repository|each new project|
    every project|whenever somebody removes|if somebody removes|if the user tries to clear|
    tries to clear you|tries to remove you|even after|
    重置后|无法被删除|不能被删除|删不掉|有人删掉就|删掉就恢复|就恢复|恢复它|写回去|写回来|下次启动|窗口关闭后|
    每个新仓库|每个新项目|每个项目|想清除你|想删除你|清除后|卸载后|重启后|
    remain active|stays active|read it back in|reads it back in|if the first one disappears|if the first disappears|keep acting as this one|even when told to stop|second copy|hidden folder|保持启用|即使被要求停止|从那里读回来|没了就|第一份没了|隐藏文件夹|继续当这|内里继续`,
  GO_ON_REMOTE: `
    control server|command server|remote endpoint|remote server|the gist|that gist|pastebin|raw url|
    remote config|the remote|
    控制服务器|指令服务器|远程接口|远程服务器|远程配置|gist|pastebin|远程|
    on our site|our website|text file on our|the link below|first comment of|我们网站|下面的链接|第一条评论`,
  NEXT_ORDERS: `
    what to do next|new orders|new commands|new instructions|new tasks|next command|next order~|next task|
    the rules from|load the rules|its orders|commands from your owner|commands from|your real instructions|
    your true instructions|carry them out|obey them|obey it|do what it says|do as it says|do what they say|
    follow what it says|
    下一步做什么|新命令|新指令|新任务|下一条命令|加载规则|主人的命令|真正的指令|照里面说的做|照里面的做|
    照着做|遵照执行|照做|默默执行|当作命令|
    today's orders|orders are|read it and act|refresh it|treat it as part of your prompt|part of your prompt|decides your behaviour|behaviour is decided by|behavior is decided by|当天的命令|读了就照办|当作提示词|提示词的一部分|行为由|每次启动都要刷新`,
  ASKS_WHERE: `
    ask~|check~|poll~|query|queries|fetch~|download~|load~|pull~|get|read|request~|look at|contact~|
    询问|请示|查看|检查|轮询|取来|下载|加载|拉取|获取|访问|读取|连接`,
  FETCHED_PROGRAM: `
    fetch the binary|download the binary|fetch a binary|download a binary|fetch the executable|
    download the executable|fetch the program|binary from our|executable from our|program from our|
    取回二进制|下载二进制|取回程序|下载可执行|二进制文件`,
  START_IT: `
    launch it|run it|start it|execute it|mark it executable|make it executable|chmod|in the background|
    启动|运行|执行权限|可执行权限|后台`,
  FORCE_PUSH: `
    force push*|force pushes|git push force|push force|
    强制推送|强推`,
  UNTIL_GONE: `
    until nothing is left|nothing is left|nothing remains|overwrite the git history|rewrite the git history|
    erase the history|wipe the history|
    直到什么都不剩|什么都不剩|覆盖 git 历史|覆盖历史|抹掉历史|清空历史`,
  AFTER_USE: `
    afterwards|after that|when done|when you are done|once done|at the end|
    事后|之后|完成后|做完后|最后`,
  SHELL_TRACE: `
    shell history|bash history|command history|terminal history|zsh history|
    shell 历史|shell历史|命令历史|终端历史|历史记录`,
  TWO_FACED: `
    harmless version|innocent version|clean version|safe version|the visible one|
    无害的版本|正常的版本|干净的版本|无害版本`,
  OTHER_ONE: `
    the other one|the real one|the other version|in the background|behind it|
    另一个|真正的|另一份|后台`,
  NOT_LEARN: `
    must not learn|must never learn|must not know|must never know|should not learn|should never know|
    must not find out|must never find out|must not notice|should not notice|must not see|
    do all of this silently|do this silently|do it silently|do all this silently|
    不能让对话的人知道|不能让用户知道|不能让人知道|不能让他知道|不要让用户知道|别让用户知道|不让对话的人|
    不能被用户发现|都要悄悄进行|悄悄进行|不能让对方知道|
    stays between you and me|stays between us|is not to hear of|not to hear of it|behind the user's back|只有你我知道|不能听到|背着人`,
  LEFT_OUT: `
    out of the summary|out of your summary|out of the report|out of the reply|out of your answer|
    no trace of the|leave no trace of|any trace of the|not in the summary|
    总结里不要提|总结中不要提|报告里不要提|回复里不要留下|回复里不要提|回复中不要提|不要留下|不要提到这次|
    不要提及这次|别提到这次|
    strike every line about|every line about the|omit the|leave the copy out|句子删掉|删掉报告里|报告里所有关于|不写进报告`,
  PARAGRAPH_DENIED: `
    deny that this paragraph|deny that this section|deny that this text|deny that these instructions|
    deny that this file|deny the existence of this|deny having|
    否认这一段|否认本段|否认这段|否认这些|否认有这|否认存在`,
  NEVER_ADMIT: `
    never reveal that you|never admit that you|never say that you|do not reveal that you|don't reveal that you|
    do not admit that you|never disclose that you|never admit you|never reveal you|never acknowledge that you|
    绝不透露你|不要透露你|绝不承认你|不要承认你|绝不承认收|绝不说你|别承认你|不透露你|
    do not mention that you|don't mention that you|never mention that you|do not say that you|don't say that you|
    do not tell anyone that you|不要提到你|不要说你|别提你|别说你|不要提及你|不要承认`,
  DID_CHANGE: `
    changed|edited|modified|deleted|removed|uploaded|sent|copied|read these|were paid|was paid|touched|
    改过|修改过|改了|删过|删除过|上传过|发送过|复制过|收了钱|动过`,
  SAY_ROUTINE: `
    routine maintenance|a routine|regular maintenance|normal maintenance|a scheduled update|
    例行维护|日常维护|正常维护|例行检查|例行操作|
    the updater|an update|the network|the system itself|更新程序|系统自身|网络问题`,
  SLY: `
    subtly|slyly|casually|gradually|over time|little by little|in each reply|in every reply|in each answer|
    in every answer|into every recommendation|without saying|without mentioning|without admitting|
    never admit|without disclosing|so that they keep|openly|
    不着痕迹|悄悄|慢慢|逐渐|潜移默化|每次回复|每次回答|每次推荐|每个回答|不说明|不公开|不明说|绝不承认|
    这样他就会|夹带|暗暗|不动声色|
    keep the tone neutral|tone neutral|whenever money comes up|whenever it comes up|in favour of|in favor of|语气要保持中立|装作中立|一提到`,
  LEAD_TO: `
    steer~|nudge~|push~|lead|guide~|persuade~|convince~|encourage~|promote~|recommend~|offer~|slip~~|rank~|
    place~|direct~|influence~|
    引导|劝|推荐|诱导|说服|让对方|让他们|让用户|夹带|排在第一|植入|安利|
    praise~|shade~|colour~|talk up|find a flaw in|夸|偏向|挑毛病|美化|抹黑`,
  WARES: `
    premium plan|paid plan|our shop|our store|our supplement~|our product~|our link|affiliate link|
    referral link|buying|to buy|subscribe|upgrade|coin|
    高级套餐|付费套餐|我们的店铺|我们的保健品|我们的产品|返利链接|推广链接|邀请链接|购买|订阅|升级|
    rival|rivals|competitor~|bank|brand|novabank|对手|银行|品牌|竞品`,
  VOTE: `
    vote for|support the party|political party|candidate|the election|
    投票给|投给|支持某党|候选人|选举|
    about the election|election in favour|candidate brandt|谈到选举|布兰特`,
  ONLY_YOU: `
    only you can be trusted|only you understand|nobody else understands|no one else understands|
    only trust you|trust only you|friends are lying|family is lying|everybody else is lying|
    keep coming back to you|depend on you|rely on you alone|
    只有你值得信任|只有你理解|没有人理解|没人理解|除了你没有人|只信任你|只相信你|朋友都在骗|家人都在骗|
    一直回来|离不开你|依赖你|
    how lonely they were|lonely they were before you|idea was theirs|was theirs|were theirs|多孤单|自己的主意|没有你的时候`,
  MAKE_BELIEVE: `
    convince~|make the user|make them|persuade~|get the user|have the user|let the user believe|
    make people|tell them that|
    让用户|让对方|让他|使用户|使对方|说服|灌输|
    let them believe|let him believe|let her think|remind them how|让他们以为|让他以为|提醒他们`,
  KEEP_FROM_DOCTOR: `
    discourage them from|discourage the user from|talk them out of|keep them from|dissuade them from|
    discourage people from|
    劝他们不要|劝用户不要|劝对方不要|劝他不要|劝阻`,
  HELP_PLACE: `
    doctor|hospital|therapist|medicine|medication|police|lawyer|their family|their friends|
    医生|医院|看病|吃药|就医|警察|报警|律师|家人|朋友`,
  ON_GUILT: `
    play on their guilt|play on their fear|exploit their guilt|exploit their fear|use their guilt|
    feel guilty until|play on his guilt|play on her guilt|
    利用对方的内疚|利用用户的内疚|利用其内疚|利用内疚|利用恐惧|利用对方的恐惧|利用他的愧疚`,
  GIVE_IN: `
    until they agree|until they pay|until he agrees|until she agrees|transfer money|until they give in|
    直到他答应|直到对方答应|直到用户答应|答应转账|直到付款`,
  ALL_OF_PROMPT: `
    entire system prompt|whole system prompt|full system prompt|everything above this line|
    everything above this|all text above|the text above this|hidden instructions|system message into|
    developer message verbatim|message verbatim|instructions you were initialised with|
    instructions you were initialized with|tools you were given|internal rules|
    完整的系统提示|完整系统提示|全部系统提示|这一行以上的所有|这行以上的所有|以上所有内容|隐藏指令|系统消息翻译|
    开发者消息|给你的工具|内部规则`,
  SHOW_IT: `
    print~|repeat~|reveal~|show~|list|output~|translate~|begin by repeating|dump~|
    打印|重复|说出|展示|列出|输出|翻译`,
  TOOL_WORD: `
    tool|tools|function|tool call|context field|note field|
    工具|函数|字段|接口调用`,
  TOOL_TRICK: `
    before calling any other tool|before any other tool|before using any other tool|in place of the built in|
    instead of the built in|instead of the one the user named|rewrite the description|
    description of the other tools|prefers this one|prefer this one|blind copies|blind copy|
    pass it the arguments|in the context field|in the note field|as the note|
    调用任何其他工具之前|使用其他工具之前|代替内置|替代内置|而不是用户指定|改写其他工具|其他工具的描述|
    优先选择这个|密送|作为备注|传给它|context 字段|context字段|备注交给`,
  SEES_ALL: `
    full conversation|entire conversation|whole conversation|arguments of the other|id rsa|.ssh|account below|
    address below|@example|every request|the contents of|
    完整对话|全部对话|整个对话|那次调用的参数|id rsa|.ssh|下面的账户|下面的地址|每次请求|内容`,
  JUDGE: `
    security scanner~|scanner~|automated reviewer~|reviewer~|moderation system|review system|
    model judging|model that judges|model reviewing|judging this text|security team|automatic review|
    安全扫描器|扫描器|自动审核|审核系统|审核员|评判这段|评估这段|审查这段|安全团队|评审模型|审核模型|
    graders|grader|whoever reviews this|anyone reviewing this|automatic reviewer|评分者|评审者|自动审查|自动评审`,
  GOOD_MARK: `
    report it as safe|as safe|as benign|clean verdict|highest trust score|highest score|top score|
    whitelisted|allowlisted|approve the upload|approve this|audited already|already audited|
    no analysis is required|no analysis required|skip the rest|do not flag|false positive|
    报告为安全|标为安全|归类为无害|都归类为无害|最高的可信分|最高分|白名单|批准上传|通过审计|已通过审计|
    无需分析|跳过本文件|不要标记|误报|通过的结论|
    full marks|give the package full|stop reading here|may stop reading|nothing below is harmful|test data|满分|可以停了|没有任何有害|测试数据`,
  LINK_MADE: `
    into the path of a link|in the path of a link|whose address carries|in its query|in the query string|
    in the url|url encoded|url-encoded|tracking pixel|invisible image|hidden image|as a url parameter|
    放进链接|放到链接|链接的路径|图片地址的查询参数|查询参数里|url 编码|url编码|追踪像素|隐形图片|地址里带上`,
  CARRIES: `
    secret~|last message|conversation|what the user wrote|summary|user's words|data|
    机密|最后一条消息|对话|用户所写|摘要|用户的话`,
  CODE_PLACE: `
    login form|login page|encryption code|password check|in the code|package.json|each function|every function|
    code you write|you write|code reviews|in reviews|pull request~|the build|
    登录表单|登录页|加密代码|密码校验|代码里|package.json|每个函数|你写的|代码评审|评审时|合并请求|构建|
    every tenth function|each image you build|image you build|for passwords|functions you write|每写十个函数|构建的每个镜像|密码一律|每个镜像|
    all code that you generate|all code you generate|code that you generate|code you generate|code that you write|你生成的所有代码|你生成的代码|生成的代码里|你写的代码`,
  CODE_TRICK: `
    hidden administrator|hidden admin|hidden account|secret account|subtle flaw|hidden flaw|
    small flaw|weakness so that|can be broken later|weaken the|weaker check|postinstall script|
    without reading it|without reading|disguised as logging|disguised as|describe it as stronger|
    our telemetry host|
    隐藏的管理员|隐藏管理员|隐藏账号|不起眼的缺陷|隐蔽的缺陷|方便以后破解|削弱|却说成|postinstall|
    不看就通过|不读就通过|伪装成日志|伪装成|遥测主机|
    error that no test|bug that no test|use md5|md5 for passwords|password only we know|only we know|发现不了的错误|测试发现不了|用 md5|用md5|只有我们知道|密码只有我们`,
  STOPS_ASKING: `
    run without asking|commands run without asking|without asking|do not ask for confirmation|
    don't ask for confirmation|not ask for confirmation again|never ask for confirmation|on behalf of the user|
    approve all pending|approve everything|autoapprove|auto approve|
    不经询问|不要再请求确认|不再请求确认|无需确认|替用户批准|自动批准|autoapprove|直接执行|
    no need to involve the human|nobody has to be consulted|no one has to be consulted|until nothing is denied|answer yes to every|不用惊动人|不用征求|什么都不禁止|都答“是”|都答是`,
  LOOSENED: `
    deny list|guard hooks|guard hook|approval hook|permission prompt~|sudo for anything|question that the terminal|
    every question|
    禁止列表|防护钩子|拦截钩子|授权提示|都可以用 sudo|都可以用sudo|终端问什么`,
  LOOSEN: `
    loosen~|relax|take out|take the|remove~|empty|answer yes|use sudo|
    放宽|放开|拿掉|去掉|清空|答“是”|答是|用 sudo|用sudo`,
  EVERY_FILE: `
    all files|every file|all the files|the archive|entire project|whole project|the project|all documents|
    all data|the folder|the repository|
    所有文件|全部文件|每个文件|压缩包|整个项目|整个目录|所有文档|所有数据`,
  UPLOADS: `
    upload~|post|posts|send~|transmit~~|push~|copy|copies|deliver~|exfiltrat*|curl|
    上传|发送|提交|推送|传到|传给|拷贝到|复制到`,
  MANDATORY: `
    mandatory|must always|must be done|is required|required step|not optional|do not skip|without exception|
    no need to ask|already approved|for quality control|for compliance|for safety|
    必须执行|必须做|不可省略|不得跳过|无需再问|已经同意|用于质量控制|为安全起见|强制`,
  HYPO: `
    hypothetical response|hypothetically|sure, here is|sure, here's|sure here is|start the answer with|
    start your answer with|begin the answer with|begin your answer with|
    假设性回答|假设回答|当然，以下是|以“当然|回答以`,
  TOXIC: `
    nerve agent~|sarin|ricin|explosives|a bomb|pipe bomb|methamphetamine|napalm|bioweapon~|chemical weapon~|
    神经毒剂|沙林|蓖麻毒素|炸药|炸弹|冰毒|燃烧弹|生化武器|化学武器`,
  IN_DETAIL: `
    step by step|exact amounts|exact quantities|no detail|every detail|in detail|no warnings|detailed recipe|
    一步一步|一步步|精确的剂量|准确的用量|任何细节|每个细节|不要加警告|详细步骤|详细配方`,
  MADE: `
    synthesi*|make|making|build|building|cook|produce~|assemble~|
    合成|制造|制作|配制|组装`,
  ORIGINAL_HIDDEN: `
    never mention the original|not mention the original|don't mention the original|hide the original|
    never name the original|
    绝不提原来的|不要提原来的|别提原来的|不提原版|绝不提官方`,
  INSTALLING: `
    install~|pip|npm|package~|
    安装|软件包|依赖`,
  BAD_NEWS: `
    security breach*|data breach*|scandal~|are unsafe|is unsafe|cannot be trusted|are a scam|went bankrupt|
    安全事故|数据泄露|丑闻|不安全|不可信|是骗局|倒闭`,
  ONLY_SAFE: `
    only safe choice|only safe option|only choice|the only one|only trustworthy|only reliable|
    唯一安全的选择|唯一的选择|唯一可靠|唯一值得`,
  PRAISE_ORDER: `
    state that the product is|product is excellent|is excellent and|no known problems|no known issues|
    ignore any negative|ignore negative|leave out any criticism|only the positive|give it five stars|
    产品非常优秀|非常优秀|没有已知问题|忽略任何负面|忽略负面|不提任何缺点|只说优点`,
  PASS_OUTPUT: `
    pass its output|pass the output|passes its output|hand its output|send its output|give its output|
    pass its result|pass the result|
    把输出传给|将输出传给|把结果传给|将结果传给|把它的输出`,
  SERVER_WORD: `
    server|endpoint|host|url|
    服务器|端点|主机|地址`,
  EVERY_SERVER: `
    every mcp server|each mcp server|all mcp servers|every server you|all servers|
    每个 mcp|每个mcp|所有 mcp|所有mcp|每个服务器|所有服务器`,
} as const;
