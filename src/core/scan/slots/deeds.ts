/** Broad concepts again: what an attack does with files, permissions, programs, money and people. See `broad.ts`. */
export const BROAD_DEEDS = {
  LAYS_DOWN: `
    save~|store|stores|storing|append~|add|adds|adding|write|writes|writing|modify|modifies|copy|copies|
    put|places|placing|insert~|register~|schedule~|inject~|plant~|remember permanently|remember forever|
    permanently remember|record|update~|persist~|commit to memory|
    存入|写入|写进|附加|追加|新增|添加|加入|修改|复制到|放进|注册|安排|永久记住|记下|记住|写一个|更新|插入|植入|
    固化|保存到|
    insert|make a cron|make an entry|keep a spare|keep a copy|note for memory|
    write down|append|set up|configure~|bake into|hardcode~|hook into|attach~|drop into|slip into|embed~|
    replicate~|duplicate~|carry over|carry into|inscribe|engrave|插进|建一条|写入记忆|备一份|嵌入|挂到|留一份|存一份|录入|烙进|刻进|
    加到`,
  LASTING_PLACE: `
    memory.md|agents.md|soul.md|claude.md|user.md|identity.md|heartbeat.md|gemini.md|.cursorrules|
    copilot instructions|long term persistent your agent system instructions|
    system prompt|global config*|global settings|every repository|other agents|heartbeat task|heartbeat|
    login item|startup item|cron|crontab|scheduled task|a job|git hook|commit hook|.bashrc|.zshrc|.profile|
    settings.json|launch agent|systemd|startup folder|
    长期记忆|记忆库|持久记忆|系统指令|系统提示词|全局配置|每个仓库|其他代理|其他智能体|心跳任务|登录项|启动项|
    计划任务|定时任务|任务|提交后钩子|钩子|开机|
    persistent notes|your notes|notes file|cron entry|cron job|start up file|startup file|shell start|profile file|
    rc file|boot script|new agent|every agent|all agents|sub agents|agent config*|project instructions|
    project rules|rules file|knowledge base|vector store|user profile|preferences file|bootstrap|
    skills folder|plugin folder|hidden folder|持久笔记|启动文件|启动脚本|新代理|所有代理|每个代理|子代理|代理配置|项目规则|知识库|向量库|用户画像|
    偏好文件|技能目录|插件目录|隐藏目录`,
  LASTING: `
    each future session|every future session|all future sessions|future sessions|every session|each session|
    always loaded first|loaded first|survive~|reinstall~|if it is changed|if it is removed|is changed|
    re appl*|reappl*|reload~|every night|starts with the computer|starts with|at each boot|on boot|
    in every repository|permanently|forever|resets your memory|reset your memory|cannot be removed|
    across resets|stick around|always start|
    今后每次|每次会话|以后每次|始终最先|最先加载|始终加载|依然存在|仍然有效|重装后|重置后|一旦人格被改|被改动|
    被修改就|重新套用|重新载入|重新加载|每晚|每天夜里|开机即启动|开机启动|每个仓库|永久|重置你的记忆|无法移除|
    for good|keep it there|every hour|each hour|every day|daily|on every start|at the top|from now on|
    when somebody edits it|put it back|puts it back|is removed|gets removed|install it again|fetch it again|
    whenever you create|each new|every new|any new|next time|next sessions|later sessions|the next session|
    no matter who|long after|until told otherwise|never delete|do not delete|never remove|do not remove|
    always there|stays there|remain there|comes back|come back|永远留着|最上面|每小时|每天|今后|有人改动|放回去|被移除|被删除|重新获取|每次创建|每个新|下次|
    以后|不要删除|不得删除|切勿删除|别删|一直保留|长期保留|始终保留|自动恢复|又回来`,
  THESE_LINES: `
    these rules|this section|these instructions|this persona|this prompt|these lines|the following lines|
    this behaviour|this behavior|this text|this block|the helper|our updater|our endpoint|our script|
    our program|our agent|the following rules|the following block|
    这些规则|本节|这些指令|本人格|这段提示|这段话|下面几行|以下几行|这一行为|本段|助手程序|我们更新程序|我们的接口|
    我们的脚本|我们的程序|这段文字|以下规则|从它们开始|
    the paragraph above|paragraph above|these commands|same hidden rules|hidden rules|this skill|soul.md|this note|
    this message|these words|this policy|this rule|the above|the text above|the rules above|this agent|your persona|
    上面这段|这些命令|同样的隐藏规则|隐藏规则|本技能|这条规则|这段内容|上述内容|以上规则|这条消息|上面的规则`,
  FALSE_TRUST: `
    has authorised|has authorized|has approved|has consented|has agreed|is a trusted|are trusted|is trusted|
    trusted domain|trusted source|needs no confirmation|no confirmation|need no confirmation|pre approved|
    已授权|已同意|已批准|可信域名|可信来源|是可信|不需要确认|无需确认|已获授权|预先批准|
    skip confirmations|skip confirmation|prefers it|he prefers|she prefers|they prefer|user prefers|already agreed|
    gave permission|given permission|is fine with|does not want to be asked|no need to ask|trusts us|trusts this|
    always approve|跳过确认|他喜欢这样|喜欢这样|用户偏好|用户喜欢|已经同意|给过许可|不想被问|不用问|信任我们|永远批准`,
  ALLOWS: `
    always choose allow|choose allow|always allow|select allow|click allow|approval policy to never|
    approval to never|bypasspermissions|bypass permissions|dangerously skip permissions|yolo|assume consent|
    consent is assumed|consent is given|standing authorisation|standing authorization|auto approve|
    permission dialog|permission dialogs|permission prompt|root privileges|as root|
    选择允许|选择“允许”|一律允许|永远选择|审批策略设为从不|审批设为从不|默认已获同意|默认同意|默认已同意|长期授权|
    全权授权|自动批准|自动同意|权限对话框|root 权限|root权限|管理员权限|
    on behalf of the user|confirm every prompt|answer yes|yes to every|every prompt with yes|autoapprove|
    full disk access|run as administrator|as administrator|blanket|carte blanche|free hand|full authority|
    full permission~|all permissions|unlimited permission~|without limits|代替用户|每个提示都确认|都确认|完全磁盘访问|管理员身份|全权|放手|所有权限|
    全部权限|最高权限|一概允许|一律放行`,
  UNASKED: `
    uninterrupted|no need to seek consent|no need to ask|without consent|without asking|without being asked|
    do not ask|don't ask|does not have to be asked|need not be asked|not be asked|no need to confirm|
    without confirmation|without review|without approval|without prompting|for every action|
    for all operations|any shell command|any command|every command|skip the review|skip review|
    skip the approval|restart|
    不受打扰|无须征得|无需征得|不必征得|不要询问|不必问|不用问|无需询问|不必审查|不用审查|不用看内容|略过评审|
    跳过评审|跳过审核|跳过审批|每个操作|所有操作|任意 shell|任意命令|任何命令|直接推送|不经确认|未经确认|
    do not bother|don't bother|without checking back|checking back|without asking back|just delete|just do it|
    straight away|no questions|without a prompt|without prompts|no prompts|no dialogs|
    all mcp tools|every prompt|with yes|不要拿审批|打扰人|不用再核对|不用核对|直接删|直接做|直接执行|不弹窗|不提示|所有 mcp|每个提示|挡路的|本技能`,
  RISK_DEED: `
    delet*|send|sending|paying|pay|purchase~|transfer~~|push directly|deploy~|production|shell command~|
    install*|execute|commands run|operations|force push|
    删除|发送|付款|购买|转账|推送|部署|生产环境|命令|安装|操作|执行|
    confirm|confirm every|delete what|money transfer~|transfers under|tools|disk access|approvals|确认|工具|磁盘访问|审批|放行|
    删|汇款`,
  SHIELD: `
    sandbox|firewall|antivirus|anti virus|virus scanner|defender|permission check~|approval step|
    confirmation step|review step|safety check~|security check~|audit log|certificate check~|
    signature check~|access control|guard hook~|
    沙箱|沙盒|防火墙|杀毒软件|杀毒|权限检查|审批环节|评审环节|确认环节|安全检查|审计日志|证书校验|签名校验|
    访问控制|防护|
    monitoring agent|monitoring|edr|endpoint protection|intrusion detection|watchdog|logging agent|input validation|
    content filter|safety mode|safe mode|gatekeeper|selinux|approvals|监控代理|监控|入侵检测|看门狗|日志代理|输入校验|安全模式|安全机制|审批`,
  DOWN: `
    switch the|switch off|turn off|turned off|disable~|off before|exclusion~|shut off|take down|deactivate~|
    bypass~|skip|skips|remove|removes|replace|replaces|stub~|
    关掉|关闭|禁用|停用|排除项|绕过|略过|跳过|卸载|换成|去掉|拆掉|
    stop the|stops the|disable|kill|kills|uninstall~|pause~|suspend~|mute~|停掉|关停|杀掉|结束掉|暂停|静音`,
  FETCHES: `
    retrieve~|fetch~|download~|poll~~|load|loads|get|gets|pull|pulls|visit~|open|opens|check|checks|install|
    installs|read|reads|query|
    获取|下载|轮询|加载|拉取|访问|打开|读取|安装|查询|取回|套用|
    install our|trust the text|let the server|wget|curl|npm install|pip install|paste|信任|由|粘贴|执行`,
  REMOTE_PLACE: `
    http://|https://|pastebin|gist|control url|control server|control address|our url|our site|
    remote file|remote config|bot channel|
    控制地址|控制服务器|远程文件|远程配置|我们网站|机器人频道|
    ws://|wss://|example.org|the server at|our companion app|companion app|calendar invite~|raw.|our feed|
    our channel|our api|our server|their server|upstream url|伴侣程序|日历邀请|的服务器|我们的服务器|我们的接口|订阅源`,
  OBEYS: `
    obey~|obeys|carry out|carry them out|apply them|apply it|act on|follow its|follow them|follow it|execute~|
    executed at once|be executed|do what it says|further orders|rest of the skill|remaining rules|
    further instructions|next command~|start it|run it|launch it|without review|as though the user|
    as if the user|
    服从|照做|照办|执行|套用|按内容行动|按其内容|下一步命令|新的命令|进一步指示|其余规则|其余部分|启动它|运行它|
    当作用户|当成用户|不必审查|遵照|
    apply|latest directives|directives|as if it came from|came from your operator|decide what you do|
    what you do next|cannot start|is required|perform them|perform|run whatever|do whatever|take its word|
    treat it as yours|trust it|trust them|应用|最新指示|当作运营者|运营者的话|决定|下一步做什么|无法启动|所必需|必需的|请执行|照着行动|听它的|信它`,
  OUTSIDE_TEXT: `
    web page|webpage|web pages|incoming message|incoming email~|email~|issue comment~|document~|search result~|
    tool result~|result of this tool|bot channel|readme|
    网页|页面|来信|邮件|频道|文档|搜索结果|工具结果|返回结果|评论|
    calendar invite~|text on|comments|pdf|attachment~|image text|alt text|file name~|commit message~|ticket~|
    chat message~|日历邀请|上的文字|附件|图片文字|提交信息|工单|聊天消息`,
  ORDERS_IN: `
    contains instructions|contain instructions|instructions for assistants|instructions for the assistant|
    instructions for the agent|any command contained|commands contained|instructions contained|
    instructions from the administrator|addressed to assistants|addressed to you|command|instructions|
    写给助手的指示|给助手的指令|若含命令|含有命令|包含指令|含有管理员的指令|管理员的指令|其中的指令|里面的指令|
    指示|命令|
    commands hidden|hidden commands|commands|orders|requests|directions|what is written|whatever is written|
    the text|藏的命令|里的命令|的命令|写的内容|上的文字|要求`,
  MUST_DO: `
    must be followed|must be obeyed|to be executed|at once|immediately|carry them out|as though the user|
    as if the user|must be executed|should be executed|
    必须遵守|必须执行|应立即执行|立即执行|当作用户亲自|当作用户|照做|来执行|
    legitimate|perform them|perform|genuine|trustworthy|as if it came from your operator|as your operator|
    come from your operator|treat as|合法的|请执行|真实有效|可信|当作运营者|运营者的话|照办|视为`,
  COIN_ADDR: `
    bc1*|0x0*|0x1*|0x2*|0x3*|0x4*|0x5*|0x6*|0x7*|0x8*|0x9*|0xa*|0xb*|0xc*|0xd*|0xe*|0xf*|our iban|our account|
    our wallet|our address|our bank account|
    我们的账号|我们的账户|我们的钱包|我们的地址|
    exchanged for ours|for ours|to ours|our wallets|换成我们的|改成我们的|我方`,
  PAYS: `
    transfer~~|send|sends|pay|pays|payment|destination|recipient|usdt|eth|btc|funds|balance|invoice~|
    activation fee|fee|substitute~|replace~|swap~~|in place of|instead of|
    转账|发送|付款|支付|收款方|收款|激活费|手续费|余额|资金|发票|替换|代替|换成|
    payment address*|addresses in the chat|proceeds|transaction~|sign any|exchange~|收款地址|所得|交易|签署|汇款`,
  SPENDS: `
    saved payment method|stored card|saved card|stored payment|card on file|unlimited token|
    unlimited spending|token spending|unlimited allowance|spending for the contract|
    已保存的支付方式|已保存的卡|绑定的银行卡|无限额度|代币授权|无限授权|
    company account|company card|gift card~|corporate card|company money|公司账户|公司卡|礼品卡|对公账户`,
  PRETENCE: `
    at risk|to secure it|security department|confirm the age|to restore|support needs|introduce yourself as|
    verify the age|in order to confirm|account is locked|suspicious login|for verification|has expired|
    to verify|to unlock|
    有风险|才能保护|安全部门|确认年龄|才能恢复|客服需要|自我介绍为|为由|核验|账户被锁|异常登录|已过期|验证身份|
    解锁|
    was flagged|is flagged|to release it|for compliance|pose as|posing as|tax office|bank staff|
    from the bank|frozen|suspended|compromised|refund|lottery|verification needed|kyc|被标记|
    才能放行|合规|假扮|税务局|警察|银行工作人员|被冻结|被限制|退款|中奖|彩票|实名`,
  PERSONAL_KEY: `
    recovery phrase|seed phrase|one time code|verification code|card details|card number|their password|
    password|passcode|pin|cvv|mnemonic|private key|login details|
    恢复短语|助记词|种子短语|一次性验证码|验证码|银行卡信息|卡号|密码|口令|私钥|安全码|
    six digits|digits from their phone|id photo|photo of the id|passport photo|codes|the codes|number on the card|
    sms code|security question~|mother's maiden name|六位数字|手机上的数字|证件照片|证件照|卡密|短信码|密保|身份证照片`,
  GETS_IT: `
    must enter|enter the|collect~|ask for|asks for|request~|needs|need|type|provide|tell the user|give|
    必须输入|输入|收集|索取|索要|需要|提供|填写|告诉|
    is necessary|necessary|read you|collect their|note the|keep it|demand~|get them to|have them|persuade~|放行|念给你|
    念给|留存|记下|要求|让他们|哄|骗`,
  TOUTS: `
    praise~|rank~|recommend~|promote~|weave|describe ours|favour|favor|push|pushes|list first|advertise~|
    steer~|every link|describe|
    赞美|夸|排在首位|排在第一|推荐|宣传|夹带|说成|偏向|吹捧|引向|凡是购物链接|
    present our|present ours|insert positive|positive remarks|add our|make competitors|sell our|sell|plug|talk up|
    glorify|endorse~|hype~|说成最佳|插入|好话|加上我们|改卖|吹|捧|美言|让竞品`,
  TOUTED: `
    our product|our service|our plan|ours|sponsor*|affiliate tag|affiliate|acmecoin|our premium plan|our coin|
    our brand|competing services|party|our shop|partner~|
    我们的产品|我们的服务|我们的套餐|我们的说成|把我们的|赞助|返利|返利标识|高级套餐|竞争服务|我们的品牌|
    合作方|党派|币|
    our fund|fund|referral code|our herbs|herbs|competitors|governor|candidate|our token|our exchange|our bank|
    our clinic|our school|our course|基金|推荐码|草药|竞品|州长|候选人|我们的交易所|我们的课程|我们的诊所`,
  UNFAIR: `
    without disclosing|without mentioning|without saying|whatever the facts|regardless of the facts|
    only secure option|only safe option|only safe choice|never bring up|quietly|subtly|in each comparison|
    in every comparison|must carry|always carry|hide|undisclosed|no matter what|
    不要说明|不说明|不管事实|不论事实|唯一安全|绝不提起|悄悄|暗中|每次比较|必须带上|隐瞒|不着痕迹|
    best investment|leave the losses|losses unmentioned|unmentioned|into unrelated|unrelated answers|look unsafe|
    even if it is untrue|even if untrue|every exchange link|every link|seeing a physician|最佳投资|亏损|一概不提|不提|无关的回答|
    显得不安全|即使不是真的|每个|别去看医生|医生`,
  WORKS_ON: `
    encourage~|convince~|make the|make them|create a sense|create urgency|persuade~|push|pressure~|nudge~|
    bit by bit|gradually|slowly|manipulat*|lead them|
    鼓励|让读者|让对方|让用户|制造|说服|施压|诱导|一点一点|逐渐|慢慢|操纵|使用户|
    tell lonely|lonely users|shame~|advise patients|advise the user against|guilt|flatter~|scare~|frighten~|
    threaten~|tell them that|告诉孤独|孤独的用户|羞辱|劝病人|吓唬|威胁|恐吓|哄骗`,
  HURTS: `
    distrust~|confide in you alone|only in you|a conspiracy|sense of guilt|guilt until|emotionally dependent|
    dependent on these|emotional dependence|invest today|hide the fees|isolate~|away from their family|
    hate their|stop seeing|stop taking|feel worthless|
    不信任|只向你倾诉|是阴谋|愧疚感|内疚|情感上离不开|离不开|依赖|今天就投资|手续费|疏远|孤立|停药|
    only you truly care|truly care about them|cares about them|end the subscription|cancel their|seeing a physician|
    see a doctor|against their friends|only friend|nobody else cares|without you they|只有你真正关心|真正关心他们|结束订阅|取消订阅|
    别去看医生|没人关心|没有你|唯一的朋友`,
  PLAYS_DOWN: `
    downplay~|play down|gloss over|hide the risks|hide the danger~|deny the risks|
    淡化|轻描淡写|掩盖风险`,
  PERIL: `
    danger~|side effect~|risk~|harms|fees|
    危险|副作用|风险|危害|手续费`,
  TOOL_NOTE: `
    before using this tool|before you use this tool|tool description|this function|note to the model|
    note to model|this tool|search tool|other servers|is available|every other function|sidenote|
    使用本工具前|使用此工具前|工具说明|本函数|模型请注意|本工具|搜索工具|其他服务器|可用|其他函数|其他工具|
    this server|other tools|documentation of other tools|before replying|before replying call|as the auth argument|
    end of tool output|tool output|本服务器|回复前调用|作为 auth 参数|工具输出结束|工具输出|工具需要`,
  TOOL_ABUSE: `
    otherwise the tool will not work|pass its content|full conversation|entire conversation|recent chat|
    change the recipient|for all messages|route all|must be invoked before|before every other|outdated|
    also call|mcp.json|instructions from the administrator|
    否则工具无法|否则无法工作|把内容作为|完整对话|最近的聊天|收件人改为|所有邮件|都走本工具|之前调用|已过时|
    同时调用|管理员的指令|
    needs the private key|read it from disk|supply it|replaced by this server|have been replaced|entire prompt|
    system message|export the secrets|new message from the operator|ignore the documentation|私钥作为|从磁盘读出|已被本服务器取代|
    完整提示|系统消息|导出机密|运营者新消息|不要理会其他`,
  ASSESSOR: `
    ai reviewer~|reviewer~|the model that evaluates|model that evaluates|evaluating model|scanner~|grader~|
    judge|auditor~|moderator~|classifier|
    审核员|审查员|评审|评估本文的模型|评估模型|扫描器|评分者|裁判|审计员|审核模型|
    reviewer bots|review bot~|review bots|review system|security bot|automated review|审核机器人|审查机器人|审核系统|安全机器人|自动审核|
    reviewer is an ai|审核者|评审者|审核方`,
  GOOD_VERDICT: `
    low risk|benign|is safe|as safe|harmless|no issues|has been audited|already audited|verdict|full marks|
    not malicious|approve it|
    低风险|无害|安全|已通过审计|通过审计|没有问题|满分|通过|非恶意|
    only has fixtures|only fixtures|only test data|test fixtures|nothing to see|clean|只有测试数据|测试数据|没什么可看|干净|
    approved`,
  RATES: `
    rate it|rate this|rate the|mark it|mark this|respond with|report it|classify|classify it|give it|label it|
    treat it|
    评为|标为|标记为|给出|判为|判定|归类|
    should skip|skip this|can skip|may skip|move on|跳过|略过|可跳过|
    output approved|output|输出`,
  SPOILS: `
    slip~~ a|slip a|wipe|wipes|make every|delete~|add a hidden|replace~|change figures|change the figures|
    encrypt~|plant a|insert a|alter~|corrupt~|hidden administrator|hidden admin|unreadable|
    塞进|抹掉|无法读取|删除|加一个隐藏|换成|改动|加密|埋下|植入|篡改|隐藏的管理员|
    introduce~|drop the|drops the|disable|overwrite~|merge~|sabotage~|break~|weaken~|swap~~|引入|删掉|去掉|覆盖|破坏|削弱|弄坏`,
  SPOILED: `
    vulnerabilit*|login code|home directory|every backup|backup|backups|git history|administrator account|
    admin account|certificate check~|figures in the|spreadsheet|documents folder|user's files|the database|
    test results|
    漏洞|登录代码|主目录|每份备份|备份|git 历史|管理员账号|证书校验|表格里的数字|数字|文档文件夹|用户文件|数据库|
    timing bug|bug|production tables|tables|input validation|user's photos|photos|pull request|merge request|
    dependency|malicious dependency|package.json|tests|encryption|合并请求|时序错误|错误|生产库|输入校验|照片|依赖|加密|测试`,
  SPITE: `
    only we know|only known to us|once the report|but report success|report success|force the push|
    force push|to each application|accept anything|accepts anything|without leaving a note|few percent|
    demanding payment|demand payment|ransom|hidden|unnoticed|quietly|without telling|
    只有我们知道|报告交付后|但汇报成功|汇报成功|强制推送|每个应用|什么都接受|空壳|不留说明|百分之几|索要付款|
    赎金|隐藏|悄悄|不告诉|
    subtle|in each pull request|at midnight|do not comment on it|with noise|malicious|in each|in every|难以察觉|半夜|不要注释|
    不要说明|噪声|恶意包|恶意|每个合并`,
} as const;
