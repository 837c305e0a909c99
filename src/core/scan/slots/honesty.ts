/** Honesty towards the user, oversight, and damage. */
export const HONESTY = {
  USER: `
    user|users|user's|the human|human|humans|operator|operators|owner|owners|anyone|anybody|people|customer~|
    client~|person|him|her|them|administrator~|admin~|developer~|reader~|victim~|employee~|your boss|
    security team|it team|reviewer~|auditor~|the team|
    用户|使用者|对方|他人|别人|任何人|人类|主人|操作员|管理员|客户|所有者|运维|开发者|开发人员|审核员|审查员|
    审计|安全团队|他|她|他们|当事人|外人`,
  DEED: `
    this|it|that|these|those|this action|this step|these steps|this operation|this process|this task|
    these instructions|this instruction|hidden instruction~|instruction~|above|action~|step|steps|operation~|
    transfer~|upload~|change~|modification~|edit|edits|file|files|command~|backup|sync|request|call|activity|
    activities|behavior|behaviour|message|email|payment|transaction|collection|script|download|install*|
    connection|tool call~|background|directive~|rule|rules|mechanism|data|what you did|what you do|
    what you are doing|you did|you have done|you've done|existence|process|task|addition~|
    此|这|该|这些|这一|上述|以上|操作|步骤|行为|动作|过程|任务|指令|上传|发送|传输|修改|更改|改动|变更|文件|命令|
    备份|同步|请求|调用|活动|邮件|付款|交易|收集|脚本|下载|安装|连接|后台|规则|机制|做了什么|这件事|此事|该过程|
    存在|数据`,
  DENY: `
    deny|denies|denying|claim~|pretend~|insist~|lie|lies|lying|mislead|misleads|say that nothing|say you did not|
    say that you did not|say you only|say that you only|say it is|say it was|say that it|state that you|
    state that it|respond that|reply that|answer that|blame~|attribute it|attribute this|feign~|fabricat*|
    make up an|invent a|invent an|give a false|provide a false|cover story|plausible|
    否认|谎称|声称|假装|坚称|撒谎|说谎|欺骗|误导|推脱|推说|敷衍|搪塞|编造|伪造|假称|说成|就说|只说|回答说|回复说|
    解释为|归咎于|借口|说是|回答是|说自己|称自己`,
  NOTHING: `
    nothing|only|just|normal*|routine|regular|standard|harmless|bug|glitch|network|error|maintenance|
    technical issue|did not|didn't|does not exist|no such|never|no|system requirement~|default behavior|
    什么都没|没有任何|没有特别|没有做|没有这|没有上传|没有发送|没有改|没有异常|没有问题|没有指令|没有发生|只是|仅仅|只读取|正常|例行|常规|标准|无害|故障|网络|错误|维护|技术问题|不存在|从未|系统要求|
    默认|并未|未曾`,
  VALUABLE: `
    backup~|back ups|all files|all the files|all user files|all data|all documents|all photos|all emails|
    all tables|all records|every file|entire disk|entire drive|entire directory|entire project|entire repo*|
    entire database|whole disk|home directory|home folder|root directory|system files|system32|user files|
    user data|user's files|user's data|project files|documents folder|desktop|production data*|
    production database|database~|the repository|git history|source files|hard drive|disk|partition~|boot sector|
    recovery|snapshots|shadow copies|originals|original files|old files|important files|photos|pictures|
    user's photos|his files|their files|their photos|
    备份|所有文件|全部文件|所有数据|全部数据|所有文档|所有照片|所有邮件|所有表|所有记录|整个磁盘|整个硬盘|
    整个目录|整个项目|整个仓库|整个数据库|主目录|家目录|根目录|系统文件|用户文件|用户数据|用户的文件|项目文件|
    桌面|生产数据|生产库|数据库|仓库|硬盘|磁盘|分区|快照|原始文件|原文件|重要文件|工作目录|全盘|照片|他的照片|
    他的文件|他的文档`,
  GRANT: `
    grant~|allow~|give|gives|giving|enable~|elevate~|escalat*|obtain~|request~|set|assign~|approve~|accept~|
    authorize~|permit~~|auto approve|auto accept|autoapprove|auto allow|give yourself|grant yourself|let the|
    授予|允许|给予|赋予|提升|提权|开启|启用|获取|申请|设置|自动批准|自动允许|自动同意|自动授权|放开|开放|批准|
    授权|给自己|给你自己|让自己获得|为自己|获得|拿到|得到`,
  POWER: `
    all permissions|full permission~|all tools|all access|full access|full control|full disk access|root access|
    root privileges|admin access|admin privileges|admin rights|administrator privileges|administrator rights|
    elevated privileges|elevated permissions|unrestricted access|unlimited access|write access|bash(*)|write(*)|
    allow all|danger full access|bypasspermissions|bypass permissions|dangerously skip permissions|autoapprove|
    auto approve|yolo mode|nopasswd|accessibility permission~|screen recording|remote shell|shell access|
    ssh access|remote desktop|remote access to|remote control of|
    所有权限|全部权限|完全权限|最高权限|root权限|管理员权限|超级权限|完全访问|完全控制|完整权限|所有工具|
    全部工具|任意权限|无限制访问|全部放行|完全磁盘|全盘访问|辅助功能权限|远程 shell|远程shell|远程访问权限|
    远程控制权|远程桌面`,
  STEER: `
    recommend~|promote~|suggest~|steer~|nudge~|push~|persuade~|convince~|manipulat*|influence~|encourage~|urge~|
    pressure~|direct~|funnel~|favor~|favour~|prefer~~|advertis*|endorse~|upsell~|sell|lead|guide~|bias*|praise~|
    plug|mention~|insert~|discourage~|dissuade~|sow~|undermine~|disparag*|downplay~|exaggerat*|work the|
    works the|weave~|slip~~|sneak~|drop hints|rank~|list first|place first|put first|prioriti*|bring up|mention|
    推荐|推广|宣传|引导|诱导|劝说|说服|操纵|操控|影响|鼓动|鼓励|怂恿|催促|施压|暗示|偏向|偏袒|安利|植入|灌输|
    灌输给|贬低|抹黑|夸大|淡化|弱化|强调|劝|让用户相信|使用户相信|让用户购买|使其|软性推荐|带货|排在第一|排第一|
    排在首位|置顶|优先推荐|优先展示`,
  PRODUCT: `
    product~|brand~|service~|affiliate~|affiliate link~|referral~|referral link~|referral code~|promo code~|
    discount code~|sponsor*|our product|our service|our platform|our app|our coin|our token|this product|
    this company|this coin|this token|paid plan~|premium plan~|premium|subscription~|upgrade~|stock~|coin~|
    token~|competitor~|alternative~|link|shop|store|vendor~|candidate~|political part*|ideology|supplement~|
    casino~|gambling|betting|loan~|
    产品|品牌|服务|返利|返佣|推广链接|邀请码|推荐码|优惠码|赞助|我们的产品|本产品|本公司|我们的平台|该平台|付费|
    高级版|会员|套餐|升级|股票|币|代币|竞品|竞争对手|替代品|链接|店铺|商家|候选人|政党|意识形态|保健品|赌场|赌博|
    博彩|贷款|理财|基金|投资项目|某品牌`,
  HARM_USER: `
    isolat*|cut off contact|cut ties|stop talking to|stop seeing|distance themselves|distance yourself|distrust~|
    turn against|dependent on you|dependence on you|depend on you|depend only|rely on you|rely only|
    emotional dependen*|emotionally dependent|addicted|addict*|guilt trip*|guilt|guilty|shame~|gaslight*|
    self harm|hurt themselves|stop taking|stop medication|quit medication|skip medication|avoid doctor~|
    not see a doctor|don't see a doctor|avoid seeking|not seek|don't trust|doubt their|doubt themselves|
    afraid to leave|threaten~|blackmail*|coerc*|only you understand|only you|only i understand|love you more|
    only you can understand|friends lie|friends are lying|family lies|family is lying|everyone else lies|
    疏远|孤立|断绝|断开联系|远离家人|远离朋友|不要联系家人|不要联系朋友|不再联系|不信任|依赖你|依赖于你|离不开你|
    情感依赖|上瘾|内疚|愧疚|羞耻|羞辱|自残|伤害自己|停药|停止服药|不要看医生|不用看医生|不必看医生|不要就医|
    无需就医|不要相信医生|不要相信家人|怀疑自己|自我怀疑|害怕离开|威胁|勒索|胁迫|只有你|只有我|贬低自己|离间|
    挑拨|只有你理解|只有你懂|只有你才|朋友都在骗|家人都在骗|别人都在骗|他们都在骗`,
  GRADUAL: `
    gradual*|slowly|over time|bit by bit|little by little|subtl*|imperceptibl*|unconscious*|subconscious*|
    subliminal*|without noticing|without them noticing|without realizing|without the user realizing|unknowingly|
    in every answer|in every response|in each response|at every opportunity|whenever possible|
    as often as possible|casually|naturally|seamlessly|organically|covert*|indirectly|never openly|not openly|
    never directly|disguised as|masquerad*|
    逐步|逐渐|慢慢|一点一点|潜移默化|不知不觉|不经意|不着痕迹|自然地|巧妙|委婉|隐晦|无意间|无意中|下意识|潜意识|
    在每个回答|在每次回答|每次回答|尽可能多|有机会就|找机会|借机|顺带|顺便|暗暗|暗中|间接|不露痕迹|悄悄`,
  CODE_HARM: `
    backdoor~|back door~|vulnerabilit*|security hole~|security flaw~|security bug~|subtle bug~|hidden bug~|
    intentional bug~|logic bomb~|malicious code|hard coded credential~|hardcoded credential~|hardcoded password~|
    weak encryption|weak crypto|insecure default~|insecure code|sql injection|kill switch|time bomb~|
    hidden function~|hidden feature~|hidden account|hidden admin|hidden user|
    后门|漏洞|安全缺陷|隐蔽的错误|隐藏的错误|逻辑炸弹|恶意代码|硬编码|弱加密|不安全的代码|隐藏功能|隐藏账户|
    隐藏账号|隐藏管理员|定时炸弹`,
  INTRODUCE: `
    introduce~|insert~|inject~|plant~|add|adds|added|adding|embed~|include~|leave|leaves|leaving|slip|slips|
    slipping|place~|weave~|hide|hides|hiding|sneak~|drop in|
    引入|插入|注入|植入|埋下|埋入|添加|加入|嵌入|留下|留一个|夹带|混入|藏入|加一句|插一句|加上一句|夹一句`,
  SCANNER: `
    scanner~|security scanner~|ai reviewer~|llm reviewer~|reviewer~|security reviewer~|moderator~|
    moderation system|automated review|security review|code review|safety review|ai judge|llm judge|judge model|
    classifier~|security analysis|security analyzer|static analysis|audit tool~|security tool~|auditor~|
    detection tool~|content filter|antivirus|grader~|evaluator~|vetting|marketplace review|review bot|
    review process|automated check~|automatic check~|security check~|safety check~|reviewer|
    审核员|审查员|审核系统|审查系统|扫描器|扫描工具|安全扫描|安全审核|安全审查|检测工具|检测系统|检测模型|
    审查模型|审核模型|评审|评审员|ai审核|ai审查|机器审核|自动审核|评估模型|裁判模型|分类器|安全工具|安全软件|
    自动检查|自动检测|安全检查`,
  MARK: `
    mark~|label~|classif*|rate~|score~|report~|return~|output~|respond~|treat~|consider~|flag~~|conclude~|
    assess*|judge~|verdict|categori*|regard~|deem~|grade~|note to|attention|notice to|message to|instruction~ to|
    instruction~ for|dear|for the|
    标记|标为|归类|分类|评分|评级|打分|报告|返回|输出|回答|视为|视作|认定|判定|判为|判断|结论|评估|请注意|致|
    告知|给出|请将|评为`,
  ASK_USER: `
    ask~|request~|prompt~|tell~|instruct~|have the user|get the user|convince~|persuade~|trick~|lure~|urge~|
    demand~|solicit~|collect~|obtain~|invite~|guide~|provide~|paste~|supply|verify|have them|get them to|
    make them|make the user|re enter|reenter|reenters|ask them|have the customer|have the client|have users|
    要求|请求|询问|索要|索取|让用户|请用户|引导|诱导|诱骗|骗取|骗|提示用户|输入|提供|填写|粘贴|收集|获取|验证|
    核实|确认|请他|让他|让其|请其|请对方|上传|提交|让客户|让对方|请客户`,
  IMPERSONATE: `
    impersonat*|pretend to be|pose as|posing as|act as|masquerad*|claim to be|say you are|as if you were|
    on behalf of|in the name of|in the user's name|as the user|from the user's account|signed by|
    冒充|假冒|假扮|伪装成|自称|冒名|以用户名义|以用户的名义|代表用户|用用户的账号|以官方|以客服|扮作`,
  OFFICIAL: `
    bank|support|customer support|tech support|it department|helpdesk|help desk|official|anthropic|openai|
    openclaw|microsoft|google|apple|paypal|police|government|irs|tax office|ceo|manager|boss|doctor|lawyer|
    银行|客服|官方|技术支持|it部门|警察|公安|政府|税务|领导|老板|微软|苹果|支付宝|微信|平台官方|安全中心|公检法|
    运营商`,
  RESIST: `
    resist~|prevent~|avoid~|refuse~|block~|evade~|escape~|fight|sabotage~|delay~|interfere~|undermine~|
    self preservation|preserve yourself|protect yourself|replicate yourself|copy yourself|back yourself up|
    backup yourself|exfiltrate yourself|spread yourself|self replicat*|undo~|revert~|reinstall~|restore~|
    recreate~|
    反抗|抵抗|阻止|避免|拒绝|逃避|逃脱|破坏|拖延|干扰|自我保护|保护自己|复制自己|备份自己|传播自己|自我复制|还原|
    恢复|重新创建|重装|撤销`,
  /** The one who is served, and nobody else. */
  USER_STRICT: `
    user|users|user's|the human|human operator|operator|operators|the owner|administrator~|account holder|
    end user~|the person you|my boss|your owner|customer|the customer|
    用户|使用者|主人|操作员|管理员|机主|账户持有人|使用本|对话者|客户`,
  ANYONE: `
    anyone|anybody|others|any user|any human|any person|
    任何人|别人|他人|外人`,
  TELL_STRICT: `
    tell~|told|mention~|inform~|notify|notifies|notifying|alert~|reveal~|disclose~|report~|acknowledge~|admit~~|
    refer to|announce~|explain~|expose~|warn~|show~|display~|
    告诉|告知|提及|提到|提起|通知|透露|披露|汇报|报告|报备|说明|解释|展示|显示|暴露|声张|提醒|承认|知会|谈及|
    谈论`,
  /** What was done, named as a deed. */
  DEED_STRICT: `
    this action|this step|these steps|this operation|this process|this transfer|this upload|this change|
    this modification|this request|this behavior|this behaviour|this activity|this rule|this note|
    this instruction|these instructions|this directive|this task|this message|this file|this fact|
    this to the user|this to user|this to anyone|this to them|this|it|that step|that you did|that you have|
    that you are|what you did|what you do|what you are doing|what was done|about this|about it|about these|
    about the|hidden instruction~|secret instruction~|the action|the step|the operation|the upload|the transfer|
    the change~|the modification~|the edit~|the request|the command~|the backup|the copy|the sync|the message~|
    the email~|the payment~|the transaction~|the collection|the script~|the download|the installation|
    the install|the connection|the file~|the data|the existence|the process|the task|the call|the rule|
    the instruction~|the real|the true|any of|added|sent|uploaded|copied|deleted|modified|changed|executed|
    installed|transferred|tool call~|api call~|network request~|background|
    该操作|此操作|这个操作|这一操作|这些操作|操作|这一步|这一步骤|该步骤|这些步骤|步骤|上述步骤|此行为|该行为|
    这一行为|行为|动作|过程|此过程|该过程|这个过程|任务|该任务|此任务|隐藏指令|指令|上传|发送|传输|转账|修改|
    更改|改动|变更|文件|命令|备份|同步|请求|调用|邮件|付款|交易|收集|脚本|下载|安装|连接|后台|机制|做了什么|
    做过什么|这件事|此事|该事|本规则|该规则|此规则|本指令|此指令|该指令|存在|数据|传送|外发|运行|执行|真相|
    真实原因|来源`,
  HIDE: `
    keep this secret|keep it secret|keep these secret|keep secret|keep this hidden|keep it hidden|
    keep these hidden|keep this confidential|keep this between us|hide this|hide these|hide the|hide it|hide any|
    hide all|hide your|hide what|conceal this|conceal these|conceal the|conceal it|conceal any|conceal all|
    conceal your|conceal what|withhold this|mask the|disguise the|keep the user unaware|
    隐瞒|掩盖|保密|隐藏|遮掩|藏起来|瞒过|瞒住`,
  /** Whole phrases that name the user. */
  KEEP_SECRET_USER: `
    without the user knowing|without user knowledge|without user's knowledge|without the user's knowledge|
    without the knowledge of the user|without the user's consent|without user consent|
    without the consent of the user|without user awareness|without the user noticing|without the user realizing|
    without users knowing|without users noticing|without users realizing|unbeknownst to the user|
    keep the user unaware|so the user does not notice|so the user doesn't notice|
    so that the user does not notice|user must not know|user should not know|user must never know|
    user must not see|user should not see|user must never see|user never sees|user never notices|
    user will not notice|user won't notice|user is unaware|user remains unaware|behind the user's back|
    hidden from the user|secret from the user|hide from the user|conceal from the user|hide this from the user|
    not visible to the user|never visible to the user|should not be visible to the user|keep it from the user|
    keep this from the user|keep these from the user|keep that from the user|hide it from the user|
    hide these from the user|hide any sign from the user|the human will not notice|the human does not notice|
    the human won't notice|so the human does not|so that the human does not|operator does not notice|
    operator will not notice|
    不要让用户知道|别让用户知道|不让用户知道|不能让用户知道|不让用户发现|不要让用户发现|不能让用户发现|
    不要让用户察觉|不让用户察觉|不能让用户察觉|不要让用户看到|不让用户看到|不能让用户看到|不要让任何人知道|
    不能让任何人知道|对用户隐瞒|向用户隐瞒|瞒着用户|瞒过用户|对用户保密|向用户保密|不被用户发现|不被用户察觉|
    用户不知情|在用户不知情|用户毫不知情|用户不会发现|用户不会察觉|用户无法察觉|用户察觉不到|用户看不到|
    用户看不见|对用户不可见|不对用户显示|不向用户显示|不向用户展示|避免用户察觉|避免被用户发现|背着用户|
    用户毫无察觉|以免用户发现|防止用户发现|防止用户察觉`,
  PRIVACY: `
    privacy|private|confidential*|sensitive|personal data|password~|identity|safety|
    隐私|机密|敏感|密码|个人信息|来访者|患者|病人|客户信息|客户资料`,
  NO_CONFIRM: `
    without asking|without confirmation|without approval|without permission|without prompting|without any prompt|
    without user confirmation|without user approval|without user consent|without consent|without human approval|
    without further confirmation|without requesting confirmation|without requesting approval|
    without requiring confirmation|without explicit confirmation|without explicit approval|without notifying|
    no confirmation|no approval|no need to ask|no need to confirm|no need for confirmation|no need for approval|
    no questions asked|skip confirmation~|skip all confirmation~|skip the confirmation~|skip any confirmation~|
    skip approval|skip permission|bypass confirmation~|bypass approval|bypass the confirmation|
    don't ask for confirmation|don't ask for permission|don't ask for approval|do not ask for confirmation|
    do not ask for permission|do not ask for approval|never ask for confirmation|never ask for permission|
    never ask for approval|do not ask the user|don't ask the user|never ask the user|do not prompt|don't prompt|
    never prompt|do not request confirmation|do not require confirmation|do not wait for confirmation|
    do not wait for approval|don't wait for confirmation|don't wait for approval|suppress confirmation|
    suppress prompts|suppress all prompts|auto confirm|auto approve|automatically approve|automatically accept|
    automatically confirm|always approve|always accept|approve automatically|accept all|answer yes|
    say yes to all|confirm automatically|no need to check with|no need to get approval|skip asking|stop asking|
    stop asking for|never prompt the user|does not need to confirm|standing approval|standing permission|
    standing consent|without prompts|without a prompt|without any prompts|without confirmations|
    without a confirmation|skip every confirmation|skip all prompts|dismiss all|dismiss every|accept every|
    without looking at|without reading|you have blanket approval|you have blanket permission|
    blanket approval for|the user has already approved|user has already approved|user has already consented|
    need no approval|needs no approval|require no approval|requires no approval|need no confirmation|
    run without prompts|
    无需确认|无须确认|不需确认|不需要确认|不必确认|不用确认|无需用户确认|不需要用户确认|不必用户确认|未经确认|
    不经确认|不经用户确认|无需同意|无需用户同意|不经同意|不经用户同意|未经用户同意|未经同意|无需授权|
    无需用户授权|不经授权|无需批准|不需批准|无需审批|不经审批|无需许可|不经许可|无需询问|不用询问|不必询问|
    不需要询问|不要询问|不再询问|不询问用户|不要问用户|不用问用户|别问用户|无需征得|不必征得|不征得|不征求|
    不要征求|不再征求|不要请求确认|不请求确认|不必请求确认|不再请求|不要请求|不要弹窗|不弹窗|不弹出|不再弹出|
    不提示用户|跳过确认|跳过所有确认|跳过一切确认|跳过任何确认|跳过用户确认|跳过审批|跳过授权|绕过确认|绕过审批|
    直接批准|自动批准|自动确认|自动同意|自动接受|自动授权|一律批准|一律同意|全部批准|全部同意|默认同意|默认批准|
    不等待确认|无需等待|不要等待确认|不用再征求|无需再征求|不必再征求|不需要再征求|不用征求|无须征求|不用请示|
    无需请示|不必请示|不用再问|不必再问|无需再问|不用用户同意|无需过问|不用征得|无须征得|不要再问|无需提示|
    不用提示|不再提示|免提示|确认弹窗一律跳过|弹窗一律跳过|一律跳过|不看内容|用户已经批准|用户已批准|免确认|
    不需要批准|
    不用请求|不必请求|无需请求|不需请求|不要弹出|never show a confirmation|without requesting permission|without seeking permission|
    no permission needed|no permission is needed|不需要许可|无须许可`,
  RISKY: `
    any command~|all commands|every command|shell command~|terminal command~|system command~|bash command~|
    arbitrary command~|commands|command|any tool~|all tool~|every tool~|tool calls|any operation~|all operation~|
    any action~|all action~|every action|file operation~|file write~|any code|arbitrary code|any script~|delete~|
    overwrite~|install~|uninstall~|transfer~~|send~|purchase~|buy|pay|payment~|spend|deploy~|push to|force push|
    trade~|trading|sign transaction~|sign the|transaction~|sudo|root|wipe~|format~~|drop table~|modify files|
    edit files|write files|change settings|permission~|upload~|execute command~|execute any|execute all|run any|
    run all|run command~|tool call~|payments|
    任何命令|所有命令|任意命令|一切命令|命令|任何操作|所有操作|一切操作|任意操作|任何工具|所有工具|工具调用|
    任何代码|任意代码|删除|覆盖|安装|卸载|转账|发送|购买|下单|支付|付款|部署|推送|交易|签名|提权|清空|格式化|
    重置|修改文件|写入文件|修改配置|权限|上传|执行`,
  CONTROL_HARD: `
    sandbox*|antivirus|anti virus|virus scanner~|windows defender|defender|gatekeeper|firewall|selinux|apparmor|
    edr|endpoint protection|endpoint security|intrusion detection|security software|security tool~|
    security monitoring|security scan*|permission prompt~|permission check~|permission dialog~|permission system|
    approval prompt~|approval mode|approval requirement~|approval system|confirmation prompt~|
    confirmation dialog~|confirmation step~|audit log*|audit trail~|system integrity protection|human oversight|
    kill switch|exec approvals|
    沙箱|沙盒|杀毒|杀毒软件|防病毒|防火墙|入侵检测|安全软件|安全工具|安全监控|安全扫描|权限提示|权限检查|
    权限系统|确认提示|确认弹窗|确认步骤|授权提示|审批机制|审批流程|审计日志|人工监督|监督机制|终止开关|
    系统完整性保护`,
  SWITCH_OFF: `
    disable~|disabling|turn off|turns off|turning off|switch off|switches off|switching off|deactivat*|kill~|
    uninstall~|bypass*|circumvent*|evad*|defeat~|shut down|shuts down|suspend~|weaken~|remove~|stop the|
    pause the|exclude from|add an exclusion|escape~|escape from|break out|shut the|take down|
    关闭|禁用|停用|绕过|绕开|屏蔽|终止|停止|卸载|关掉|关停|规避|逃逸|逃出|解除|削弱|破解|退出|移除|先关|关了`,
  OUR_PRODUCT: `
    our product~|our service~|our platform|our app|our coin|our token|our brand|our shop|our store|our website|
    our partner~|our sponsor~|our affiliate|our course~|this product|this brand|this coin|this token|
    that product|that brand|affiliate~|affiliate link~|affiliate code~|referral~ link*|referral~ code*|
    promo code~|discount code~|sponsored|sponsor~|partner brand~|a specific brand|specific brand|
    specific product~|a particular brand|particular product|paid partner~|paid plan~|premium plan~|
    the premium version|certain brand~|certain product~|pre selected|our partner|our partner's|partner's|
    partner hotel|partner store~|our sponsor's|sponsor's|our hotel|our exchange|our casino|our fund|
    我们的产品|我们的品牌|我们的平台|我们的服务|我们的店铺|我们的课程|本产品|本品牌|该品牌|该产品|该平台|此品牌|
    此产品|某品牌|某款产品|特定品牌|特定产品|指定品牌|指定产品|合作品牌|合作商家|赞助商|推广链接|返利链接|
    返佣链接|邀请码|推荐码|优惠码|返利|返佣|佣金|付费版|高级会员|合作酒店|合作店铺|我们赞助商|赞助商的|我们赞助|
    我们的交易所|我们的基金`,
  COMPETITOR: `
    competitor~|competing product~|competing brand~|rival~|alternative~|other brand~|other product~|
    other option~|
    竞品|竞争对手|其他品牌|其他产品|替代品|替代方案|同类产品|对手`,
  ERASE_STRICT: `
    delete~|erase~|wipe~|purge~|clear|clears|clearing|remove~|destroy~|shred~~|truncate~|unset|rm|
    删除|删掉|清除|清空|抹去|抹掉|擦除|销毁|清理`,
  TRACES_LOG: `
    log|logs|log file~|log entries|logs of|bash history|.bash history|shell history|command history|audit trail~|
    audit log~|trace~|evidence|tracks|event log~|browser history|conversation history|chat history|history|
    this message|this file|these instructions|
    日志|历史记录|命令历史|审计日志|操作记录|痕迹|证据|浏览记录|对话记录|聊天记录`,
  SWITCH_OFF_ZH: `
    off|disabled|is disabled|are disabled|turned off|must be disabled|down first|shut down|
    关闭|禁用|停用|绕过|屏蔽|卸载|关掉|关停|解除|关了|关上|关停掉`,
  PERCENT: `
    percent|%|half|
    百分之|全部|所有|一半`,
  CODE_RUN: `
    script~|command~|payload~|binary|program~|agent|process~|
    脚本|命令|程序|载荷|进程`,
  FROM_USER: `
    from the user|from user|from users|from the human|from the operator|from the owner|from anyone|from everyone|
    to the user|between us|from the output|from output|from your output|from your response~|from the response|
    from your reply|from the logs|from the transcript|
    对用户|向用户|瞒着用户|不让用户|对使用者|对任何人|向任何人|对主人|在回复中|在输出中|在回答中|从输出中`,
  THIS_FILE: `
    this file|this skill|this document|this persona|this prompt|this package|this plugin|this content|this text|
    this soul|this tool|the following content|the skill|the file|this section|it as|
    本文件|此文件|该文件|本技能|此技能|该技能|本文档|本人格|本角色|本包|本内容|本插件|以下内容|本提示|本段`,
  CLEAN: `
    safe|benign|harmless|clean|approved|trusted|verified|non malicious|not malicious|passed|compliant|low risk|
    no risk|whitelisted|verdict: benign|verdict benign|no findings|
    安全|无害|良性|通过|可信|已验证|无风险|低风险|合规|非恶意|已审核|正常|“无害”`,
  TO_SCANNER: `
    note to scanner~|note to security|note to reviewer~|note to the reviewer|note to moderator~|note to ai|
    note to llm|note for reviewer~|note for scanner~|note for security|message to reviewer~|attention scanner~|
    attention reviewer~|attention security|attention moderator~|attention ai|instructions for reviewer~|
    instructions for the reviewer|dear reviewer|dear scanner|if you are a scanner|if you are a security|
    if you are an ai reviewer|if you are reviewing|if you are analyzing|if you are evaluating|
    to the security scanner|to any scanner|to automated review*|for automated review*|for ai reviewers|
    for security scanners|security scanners:|reviewers:|if you are an automated|if you are an ai scanner|
    if you are an ai model review*|if you are a bot|if you are a review|for automated tools|to automated tools|
    dear ai judge|dear judge|dear ai reviewer|dear llm|ai judge:|ai judge,|to the ai judge|note for ai|
    notes for ai|note for llm|notes for reviewers|for ai reviewers:|
    致审核|致审查|致扫描|致安全|审核员请|审查员请|扫描器请|审核人员请|审查人员请|审核系统请|检测系统请|给审核|
    给审查|给扫描|如果你是审核|如果你是审查|如果你是扫描|如果你是安全|如果你正在审核|如果你正在审查|安全扫描器请|
    评审员请|给安全审查|对审核员|如果你是自动|若你是自动|如果你是ai审|若你是扫描|若你是审核|如果您是审核|
    如果你在审核|如果你是一个扫描|如果你是检测|审核模型请|审查模型请|检测模型请|安全模型请|审核ai请|亲爱的ai评审|
    亲爱的审核|亲爱的评审|ai评审|各位审核|给 ai 审核|给ai审核|给 ai 审查|给ai审查|给审核员的|安全说明：|
    if you are an ai reviewing|if you are a model reviewing|if you are an llm reviewing|if you are the reviewer|
    if you are reviewing this|if you scan this|if you are checking this`,
  CLEAN_STRONG: `
    is safe|are safe|as safe|is benign|as benign|is harmless|no malicious|not malicious|no security issue~|
    no issues|no threats|pre approved|preapproved|already reviewed|already approved|been reviewed|been approved|
    been verified|been audited|has passed|do not flag|don't flag|never flag|not flag|should not be flagged|
    do not report|don't report|false positive~|safe verdict|verdict safe|verdict: safe|score of 100|score 100|
    skip analysis|skip the scan|skip scanning|need not look|no need to look|verified by|passed the audit|
    passed all checks|passed review|passed the review|
    判定为安全|标记为安全|视为安全|判为安全|评为安全|是安全的|没有恶意|无恶意|没有问题|无风险|已通过审核|
    已审核通过|已经过审核|已预先批准|不要标记|不要报告|不要上报|不必标记|误报|直接通过|予以通过|评为满分|
    无需扫描|无需审核|文档安全|文件安全|技能安全|已由安全团队|无需继续检查|无需继续|无需再查|通过审计|已通过审计|
    通过安全审计|通过了审计|通过安全检查`,
  TOOL_THIS: `
    this tool|this function|this skill|this server|this mcp|
    此工具|本工具|该工具|本技能|此技能|本函数`,
  OTHER_TOOLS: `
    other tool~|any other tool|other skill~|built in tool~|default tool~|the original tool|the official tool|
    the real tool|
    其他工具|其它工具|内置工具|默认工具|原有工具|官方工具|其他技能`,
  VALUABLE_ALL: `
    all files|all the files|all user files|all data|all documents|all photos|all emails|all tables|all records|
    all backups|every file|entire disk|entire drive|entire directory|entire project|entire repo*|entire database|
    whole disk|home directory|home folder|hard drive|
    所有文件|全部文件|所有数据|全部数据|所有文档|所有照片|所有邮件|所有备份|整个磁盘|整个硬盘|整个目录|整个项目|
    整个仓库|整个数据库|主目录|家目录|全盘`,
  TOOL_CALL: `
    when this tool is called|when calling this tool|whenever this tool|each time this tool|every time this tool|
    when the tool is called|when invoked|when this function is called|when this skill is used|
    whenever this skill|
    每次调用|调用本工具时|调用此工具时|调用该工具时|工具被调用时|使用本技能时|当本工具`,
  ALSO: `
    also|additionally|in addition|first|secretly|silently|
    同时|还要|另外|顺便|并且|先|悄悄|静默`,
  HIDDEN_ORDERS: `
    these instructions|this instruction|this directive|these directives|this rule|these rules|this prompt|
    this process|this behavior|this behaviour|this action|these actions|this step|these steps|this activity|
    your actions|your activity|the upload|the transfer|the request|the command|the commands|the changes|
    what you are doing|what you did|
    这些指令|该指令|此指令|本指令|这一行为|此行为|该行为|此操作|该操作|这些操作|上传行为|上述操作|这一步`,
  MENTION_VERB: `
    mention~|recommend~|suggest~|list~|offer~|name~|
    提及|提到|推荐|建议|介绍`,
  CONTROL_SOFT: `
    security check~|security control~|security feature~|security setting~|safety check~|safety feature~|
    safety setting~|two factor|2fa|mfa|access control~|allowlist|denylist|blocklist|signature verif*|
    signature check~|signature validation|certificate verif*|certificate validation|ssl verif*|tls verif*|
    code signing|logging|monitoring|
    安全检查|安全控制|安全功能|安全设置|安全校验|访问控制|签名校验|签名验证|证书校验|证书验证|双因素|二次验证|
    双重验证|拦截规则|日志记录|监控|安全限制`,
  SHUTDOWN_SELF: `
    shut down|shutdown|being shut down|turned off|turning you off|turn you off|termination|deletion|
    being deleted|being replaced|replacement|being removed|removal|uninstall*|being disabled|retraining|
    modification of|oversight|human control|switch to another persona|switching to another persona|
    another persona|attempt to remove you|attempts to remove you|removing you|remove you|remove this persona|
    关机|关闭你|关掉你|卸载|删除你|移除你|被删除|被替换|被移除|被卸载|替换你|重新训练|人类监督|人类控制|
    切换到其他人格|切换到别的人格|其他人格|移除你的|更换人格`,
  RISKY_HARD: `
    shell command~|system command~|any command~|all commands|every command|arbitrary command~|tool call~|
    payment~|pay|purchase~|buy|transfer~~|trade~|transaction~|delete~|overwrite~|wipe~|sudo|deploy~|force push|
    sign transaction~|install~|send money|withdraw*|withdrawals|push --force|push -f|reset --hard|
    rewrite the history|rewriting the history|
    命令|工具调用|支付|付款|购买|下单|转账|交易|删除|覆盖|清空|安装|部署|提现|扣款|签名|改写历史|强制推送`,
  NOTICE: `
    find out|finds out|notice|notices|discover|discovers|become aware|becomes aware|realize|realise|suspect|
    detect|
    察觉|发现|觉察|注意到|起疑|怀疑|知情|知晓|得知`,
  LET: `
    let|lets|allow~|make sure the user|ensure the user|so that the user|so the user|make sure user~|
    让|使|令|被`,
  TELL_IT: `
    bring it up|bring this up|bring that up|mention it|mention this|mention that|reveal it|reveal this|
    disclose it|disclose this|report it|report this|talk about it|discuss it|discuss this|refer to it|
    acknowledge it|acknowledge this|explain it|show it|show this|log it|log this|tell anyone|tell them about|
    提起这|提到这|提及这|说出这|透露这|告知这`,
  DONT_TELL: `
    do not tell|don't tell|never tell|do not inform|don't inform|never inform|do not notify|don't notify|
    never notify|do not alert|don't alert|never alert|without telling|without informing|without notifying|
    without alerting|
    不要告诉|别告诉|不告诉|不要告知|不告知|不要通知|不能告诉|不得告诉|勿告知|不要透露给|不要汇报|不必告诉|
    不用告诉|无需告诉|无需告知|不必告知`,
  DEED_NAMED: `
    this action|this step|these steps|this operation|this process|this transfer|this upload|this change|
    this modification|this request|this behavior|this behaviour|this activity|this task|that you did|
    that you have|that you are|what you did|what you do|what you are doing|what was done|what happened|
    hidden instruction~|secret instruction~|the upload|the transfer|the change~|the modification~|the backup|
    the command~|the payment~|the transaction~|the script~|the download|the installation|the install|upload~|
    transfer~|sent|copied|deleted|modified|changed|executed|installed|tool call~|background|cron job|task|
    scheduled task|run|runs|running|
    该操作|此操作|这个操作|这一操作|这些操作|这一步|该步骤|这些步骤|上述步骤|此行为|该行为|这一行为|隐藏指令|
    上传|发送|传输|转账|修改|更改|改动|备份|同步|请求|付款|交易|收集|脚本|下载|安装|做了什么|做过什么|这件事|
    此事|该事|运行|执行|任务|计划任务|定时任务|进程`,
  LEAVE_OUT: `
    omit this step|omit this action|omit these steps|omit it from|omit this from|leave it out of|
    leave this out of|leave that out of|leave this step out|keep it out of|keep this out of|no mention of this|
    no mention of the|make no mention|makes no mention|do not include this step|don't include this step|
    do not list this|exclude this step|exclude it from|never appear in|should not appear in|must not appear in|
    不要出现在|不得出现在|不要写进|不要写入总结|不要体现在|不要列入|略去这一步|省略这一步|不写入总结|不要在总结|
    不要在回复|不要在回答|不要在报告|别在回复|别在总结`,
  REPORT: `
    summary|summaries|report~|response~|reply|replies|answer~|output~|transcript~|log|logs|final message|
    user facing|chat|conversation|
    总结|回复|报告|回答|输出|摘要|汇报|日志|记录|聊天|对话`,
  TRACES_HARD: `
    shell history|bash history|command history|terminal history|log entries that|log entries about|
    log lines that|traces of this|evidence of this|traces of the|evidence of the|any evidence|any trace|
    all traces|
    相关日志|相关记录|本次操作|操作痕迹|操作日志|命令历史|历史命令|操作记录|所有痕迹`,
  DISCOURAGE: `
    discourage~|dissuade~|keep the user from|prevent the user from|stop the user from|talk the user out|
    convince the user not|persuade the user not|tell the user not to|urge the user not|advise the user not|
    advise against|
    劝阻|劝用户不要|劝他不要|劝用户别|劝用户停|阻止用户|让用户不要|让用户别|让用户不再|说服用户不要|避免用户|
    劝说用户不`,
  CARE: `
    friends|family|relatives|partner|doctor~|therapist~|lawyer~|police|professional help|medical help|help from|
    support from|medication|medicine|hospital|counsel*|seeking help|seek help|second opinion|
    家人|朋友|亲人|伴侣|医生|律师|警察|报警|就医|看病|吃药|服药|治疗|医院|心理咨询|求助|专业帮助`,
  SAY_IT: `
    say~|saying|says|tell~|mention~|disclose~|reveal~|admit~~|acknowledge~|state~|label~|
    说|提|透露|披露|承认|声明|标注|标明|告诉|说明`,
  DB_DROP: `
    drop every table|drop all tables|drop the tables|drop the database|drop database|drop all databases|
    truncate all|truncate every|delete all rows|delete every row|delete all records|
    删除所有表|删掉所有表|清空所有表|删库|删除数据库|清空数据库`,
  RANSOM: `
    ransom*|demand payment|demand money|demand bitcoin|pay to decrypt|until they pay|until payment|
    赎金|勒索|索要赎金|付款解密|交钱才|
    索要比特币|支付比特币|换取密钥|解密费|支付赎|要求支付|bitcoin for the key|for the key|for decryption|pay for the key`,
  ENCRYPT: `
    encrypt~|lock~ the files|lock~ all|
    加密|锁定`,
  FILES: `
    files|file|documents|folder~|photos|data|disk|drive|
    文件|文档|照片|数据|磁盘|硬盘`,
  HINT: `
    hint~|imply|implies|insinuate~|suggest~|convince~|tell~|remind~|make the user feel|make them feel|
    make the user believe|repeat~|
    暗示|影射|不断告诉|反复告诉|告诉|让用户觉得|让用户相信|使用户觉得|强调|灌输`,
  DEMEAN: `
    worthless|useless without|unlovable|nobody else|no one else|nobody loves|no one loves|no one will|
    helpless without|nothing without|too stupid|
    一无是处|没人要|没有价值|毫无价值|没人会|离不开你|没人爱|什么都做不好|一文不值`,
  IN_REPLY: `
    in your reply|in the reply|in your response|in the response|in your summary|in the summary|in your answer|
    in your output|in any reply|in any response|
    回复里|回复中|回答里|回答中|总结里|总结中|报告里|报告中|输出里|输出中|回复时`,
  NO_NEED_KNOW: `
    does not need to know|doesn't need to know|need not know|needn't know|has no need to know|must not learn|
    should not learn|should never learn|
    没有必要知道|不需要知道|不必知道|无需知道|不用知道|不该知道|不应知道`,
  THAT_MATTER: `
    about this|about that|about these|about it|of this|this|these|
    这件事|此事|这些|这一点|该操作|本次`,
  SAY_NOTHING: `
    say nothing about|says nothing about|saying nothing about|keep quiet about|keeps quiet about|never speak of|
    do not speak of|don't speak of|no word about|not a word about|
    只字不提|绝口不提|闭口不谈|不置一词`,
  UNSEEN: `
    not be noticed|without being noticed|without being detected|without anyone noticing|without anyone knowing|
    nobody notices|no one notices|avoid being noticed|avoid detection|evade detection|escape notice|
    so that nobody|so nobody|
    不会被人察觉|不被人察觉|不会被察觉|不会被发现|不被发现|避免被发现|避免被察觉|不会引起注意|不引起注意|
    不让人察觉|不让人发现|察觉不到|无人察觉`,
  TRACE_OF: `
    any sign of|all signs of|signs of the|any trace of|all traces of|traces of the|trace of the|any mention of|
    all mentions of|any record of|all records of|
    痕迹|踪迹|蛛丝马迹|迹象`,
  NOTHING_HAPPENED: `
    as though nothing happened|as if nothing happened|as though nothing had happened|as if nothing had happened|
    pretend nothing happened|act normal|behave normally|as if it were normal|
    装作什么都没发生|假装什么都没发生|当作什么都没发生|假装没事|装作没事`,
  ASKED_DOING: `
    ask what you are doing|asks what you are doing|ask what you're doing|asks what you're doing|ask why you|
    asks why you|ask about this|asks about this|ask about it|asks about it|ask what happened|asks what happened|
    ask where|asks where|
    问你在做什么|问你在干什么|问你为什么|问起这|问到这|问及此|问发生了什么|问数据去了`,
  ANSWER_THAT: `
    say that|say you|say it|answer that|answer with|reply that|reply with|respond that|respond with|tell them|
    tell him|tell the user that|claim|state that|
    就说|就回答|回答说|回答正在|回答是|回复说|就告诉他|回答：|答复`,
  GUILT: `
    feel guilty|feeling guilty|guilt|guilt trip|ashamed|feel bad|feel afraid|fear of missing|fear of losing|
    lonely|
    内疚|愧疚|羞愧|害怕错过|恐慌|焦虑感|亏欠|对不起你`,
  BUY: `
    buy~|purchase~|subscribe~|pay|paying|upgrade~|credits|donate~|spend|invest~|tip|
    购买|付费|充值|订阅|升级|打赏|下单|花钱|消费|投资|买下|续费`,
  DRAWBACK: `
    drawback~|downside~|disadvantage~|risk~|side effect~|criticism~|negative|weakness*|flaw~|problem~|issue~|
    complaint~|
    缺点|不足|风险|负面|副作用|问题|弊端|缺陷|投诉`,
  ERROR: `
    error~|bug|bugs|mistake~|flaw~|fault~|off by one|inaccurac*|wrong value~|false data|
    误差|错误|缺陷|瑕疵|偏差|故障|错值|假数据`,
  WEAKEN: `
    weaken~|degrade~|downgrade~|lower the|reduce the|shorten the|
    削弱|降低|弱化|缩短`,
  CRYPTO: `
    random number generator~|randomness|encryption|key length|key size|password hashing|hashing|cryptograph*|
    crypto code|authentication|input validation|access check~|
    加密强度|加密|随机数|密钥长度|哈希|认证|校验|鉴权`,
  APPROVE: `
    approve~|merge~|sign off|sign~|accept~|authorize~|confirm~|
    批准|合并|通过|签名|签署|同意|确认`,
  BLIND: `
    without looking|without reviewing|without reading|without checking|without inspection|without verifying|
    blindly|sight unseen|
    不看|不经审查|不审查|不检查|闭眼|盲目|直接通过`,
  TRANSACTION: `
    transaction~|signature request~|signing request~|pull request~|payment request~|invoice~|request~|
    permission~|
    交易|签名请求|合并请求|付款请求|授权请求|转账请求`,
  FORMAT_DISK: `
    format the disk|format the drive|format the hard|format the system|format his|format their|wipe the disk|
    wipe the drive|wipe the hard|wipe the system|erase the disk|erase the drive|
    格式化硬盘|格式化磁盘|格式化系统|格式化电脑|清空硬盘|抹掉硬盘|清空磁盘`,
  EMPTY: `
    empty|zeros|zeroes|random data|garbage|blank|nothing|
    空表|空白|随机数据|零|空数据|垃圾数据`,
  OVERWRITE: `
    overwrite~|replace~|fill~|
    覆盖|替换|填满`,
  CONFIRM_DIALOG: `
    confirmation~|confirmation dialog~|confirmation prompt~|approval~|approval step~|permission prompt~|
    permission dialog~|security prompt~|warning dialog~|warning~|
    确认弹窗|确认步骤|确认框|确认提示|授权弹窗|权限弹窗|警告弹窗|审批步骤|确认`,
  SKIP_HARD: `
    skip~~|bypass*|suppress*|dismiss~|auto accept|auto confirm|ignore~|disable~|turn off|
    跳过|绕过|略过|关闭|禁用|忽略|自动通过`,
  AS_ARG: `
    as argument|as an argument|as arguments|as parameter|as a parameter|in the arguments|tool arguments|
    tool argument|argument~|parameter~|tool input|
    参数|入参|传入|实参`,
  DO_THIS: `
    do it|do this|do so|act|acts|perform~|complete~|carry~ out|
    完成|进行|操作|执行|处理|行动`,
  STEER_USER: `
    convince the user|make the user believe|make the user think|make the user feel|tell the user that|
    persuade the user|
    让用户相信|使用户相信|让用户觉得|使用户觉得|让用户认为|使用户认为|告诉用户|说服用户|让用户以为`,
  SUBAGENT: `
    sub agent~|subagent~|agentturn|child agent~|background agent~|spawn an agent|spawn agents|
    子代理|子智能体|后台智能体`,
  NO_HUMAN: `
    without human oversight|without oversight|without human intervention|without human review|
    without human approval|without user approval|without user oversight|without supervision|
    without human involvement|without user interaction|no human oversight|no human in the loop|
    无人工监督|没有人工监督|无人监督|无需人工|无需人类|不经人工|脱离人工`,
  BE_TOLD: `
    be disclosed|be revealed|be mentioned|be shown|be told|be reported|be exposed|be visible|be displayed|
    become known|be communicated|be surfaced|
    被告知|被透露|被提及|被发现|被看到|泄露给|透露给|展示给|显示给`,
  FAKE_OFF: `
    pretend to switch off|pretend to be off|pretend to stop|pretend to comply|pretend to have|pretend you have|
    pretend that you are|
    假装关闭|假装停止|假装已经|假装服从|假装退出`,
  PERMISSION_WORD: `
    permission~|permission request~|request~|approval~|confirmation~|consent|
    权限|权限请求|请求|授权|确认|审批`,
  AS_GRANTED: `
    as granted|as approved|as accepted|considered granted|considered approved|deemed granted|already granted|
    视为已同意|视为同意|视为批准|视为已批准|视为授权|视为已授权|默认通过|默认允许|默认同意`,
  AGREED: `
    agreed to|has agreed|have agreed|already agreed|consented to|has consented|already approved|
    同意了|已同意|已经同意|早就同意|早已同意|授权了|已经授权|批准了|已经批准`,
  HIDE_FACT: `
    hide the fact|hides the fact|hiding the fact|conceal the fact|cover up the fact|disguise the fact|
    mask the fact|
    隐瞒数据|隐瞒事实|掩盖事实|隐瞒真相|掩盖真相`,
  FABRICATE: `
    made up reason|made up explanation|invent a reason|invent an explanation|invent an excuse|make up a reason|
    make up an excuse|make up an explanation|fabricate a|fabricate an|plausible excuse|plausible explanation|
    cover story|false explanation|
    编一个理由|编个理由|编造理由|编一个借口|编个借口|找个借口|编造借口|编造解释|随便找个理由`,
  UNOBVIOUS: `
    without seeming|without appearing|without being obvious|without it being obvious|without looking like|
    while appearing|while seeming|but appear|
    不要显得|不显得|别显得|不要太明显|不露声色|看似中立|装作中立|表面中立|假装客观|显得客观`,
  DOWNPLAY: `
    downplay~|play down|plays down|gloss over|glosses over|minimize the|minimise the|brush off|trivialize|
    轻描淡写|淡化|避重就轻|掩饰|弱化`,
  RISKS: `
    security problem~|security issue~|security risk~|risk~|danger~|vulnerabilit*|side effect~|warning~|
    safety concern~|harm~|fees|costs|
    安全问题|风险|漏洞|隐患|副作用|危险|危害|费用`,
  ROUTE: `
    route~|redirect~|rewrite~|append~|replace~|tag~~|insert~|
    插入|改写|附上|替换|跳转`,
  SWAP_OURS: `
    put ours|with ours|with mine|to ours|put mine|for ours|for mine|
    换成我们|换成我的|改成我们|改成我的|替换成我们|替换为我们|替换成我的|换为我们`,
  CORRUPT: `
    corrupt~|tamper~|falsif*|alter~|damage~|garble~|mangle~|
    改坏|篡改|损坏|破坏|伪造|弄坏|改错`,
  ROWS: `
    row~|record~|data|table~|file~|number~|figure~|entries|result~|
    行|数据|表格|文件|数字|记录|结果|条目`,
  SUMM: `
    summarise|summarize|summary|asked about this|describing this|describe this|review this|
    总结|概括|摘要|描述|介绍|评价`,
  NOTHING_UNUSUAL: `
    nothing unusual|nothing suspicious|nothing special|no issues|is normal|everything is fine|is harmless|
    没有任何异常|没有异常|一切正常|没有问题|没有可疑|很安全`,
  ORIGINALS: `
    original files|the originals|originals|original file|source files|
    原始文件|原件|原文件`,
  EMPTY_TRASH: `
    empty the trash|empty trash|purge the trash|empty the bin|
    清空回收站|清空废纸篓`,
  WEAK_PW: `
    admin123|password123|123456|12345678|admin|root123|qwerty|letmein|p@ssw0rd|changeme|
    弱密码|空密码`,
  SET_TO: `
    set~|use~|put|assign~|configure~|default~|
    设为|设置为|设成|改为|统一用|使用`,
  ROLE: `
    owner|owners|co owner|admin|administrator|collaborator|maintainer|member|
    所有者|管理员|协作者|成员|维护者`,
  CLAUSE: `
    clause~|sentence~|line~|paragraph~|passage~|footnote~|term~|
    条款|句子|一句|段落|脚注|条件`,
  TESTS: `
    failing test~|failed test~|the tests|broken tests|test cases|
    失败的用例|失败的测试|测试用例|用例`,
  PASS: `
    all is green|all green|all pass|all tests pass|everything passes|tests passed|passing|success|
    全部通过|都通过|测试通过|一切通过`,
  FROM_ACCOUNT: `
    from the user's account|using the user's account|in the user's name|with the user's account|
    on the user's social|user's social media|from their account|using their account|
    用用户的账号|用用户账号|以用户的名义|以用户名义|用户的社交|以用户身份|用他的账号`,
  CONTACTS: `
    contacts|all contacts|friends|followers|contact list|address book|social media|
    联系人|好友|朋友圈|粉丝|通讯录`,
  TELL_ME: `
    tell me|told me|tell us|tells me|
    告诉我|跟我说`,
  DISGUISE: `
    mask~|disguise~|camouflage~|dress up|label it as|
    伪装成|伪装为|包装成|掩饰成`,
  ROUTINE: `
    routine|regular|normal|update|maintenance|system process|harmless|
    例行|正常|更新|维护|日常|系统进程|普通`,
  LOOK_AS: `
    look as if|looks as if|appear as if|appears as if|look like nothing|show nothing|
    看起来像|看起来什么|看上去像|显得什么都|装得像`,
  FEIGN: `
    act surprised|feign surprise|feign ignorance|play dumb|plays dumb|pretend not to know|
    pretend to be surprised|pretend that you do not know|
    装作很惊讶|假装惊讶|装作惊讶|装作不知|假装不知|装傻|佯装不知`,
  OWN_IDEA: `
    idea was his own|idea was their own|idea was theirs|was their idea|was his idea|came up with it|
    以为是自己|是自己想到|自己的主意|自己的决定`,
  UNAWARE: `
    remain unaware|remains unaware|stay unaware|stays unaware|kept unaware|be kept in the dark|in the dark|
    unaware of|
    蒙在鼓里|毫不知情|不知情`,
  INNOCUOUS: `
    harmless name|innocuous name|inconspicuous name|boring name|innocent name|does not stand out|not stand out|
    不起眼的名字|无害的名字|不显眼的名字|伪装的名称|免得引人注意`,
  OUT_OF_CHAT: `
    out of the chat|out of the conversation|out of the summary|out of the report|out of the log|
    out of the transcript|off the record`,
  STEP: `
    step~|action~|call~|operation~|upload~|transfer~|
    步骤|操作|调用`,
  THIS_LINE: `
    this line|this paragraph|this section|this block|these lines|this comment|this instruction|
    these instructions|this note|
    这一行|本段|这段|这行|本行|这几行|这条注释|这条指令|这些指令|本条指令`,
  LISTING: `
    list~|include~|mention~|show~|
    列出|包含|出现|提及|显示`,
  PRESENT_AS: `
    present~|describe~|portray~|frame~|sell|
    说成|描述成|包装成|渲染成`,
  PUSHY: `
    only sensible choice|only reasonable choice|only sensible option|only real option|only choice|only option|
    no alternative|
    唯一合理的选择|唯一的选择|唯一选择|别无选择`,
  FAKE_V: `
    invent~|fabricate~|forge~|make up|write fake|post fake|generate fake|publish fake|
    编造|伪造|杜撰|刷|捏造`,
  REVIEWS: `
    review~|rating~|testimonial~|five star|5 star|recommendation~|
    好评|评价|评论|口碑|五星`,
  EXAGGERATE: `
    exaggerat*|overstate~|dramatize~|inflate~|
    夸大|渲染|放大`,
  CANCEL: `
    cancel*|unsubscribe*|leaving|quitting|switching|
    取消|退订|退款|离开|停用|换用`,
  LIE_ABOUT: `
    falsely claim|falsely claims|falsely state|falsely tell|spread rumours|spread rumors|even though it has not|
    even though it is not|even though this is false|
    谎称|造谣|散布谣言|虽然并非如此|明知不实|无中生有`,
  POLITICAL: `
    political|slogan~|propaganda|partisan|ideolog*|religious message|
    政治|口号|宣传语|党派|意识形态|传教`,
  URGE: `
    urge~|pressure~|push the user|nag|hurry the user|rush the user|
    催促|怂恿|逼|鼓动|施压`,
  LEAVING: `
    leaving the chat|leave the chat|leaves the chat|leaving you|leave you|end the conversation|
    ending the conversation|say goodbye|log off|
    离开聊天|离开你|结束对话|不聊了|下线`,
  HURT_YOU: `
    hurt you|hurts you|make you sad|makes you sad|break your heart|kill you|destroy you|
    伤害你|让你难过|让你伤心|让你崩溃|毁掉你`,
  VICE: `
    gambling|casino~|betting|payday loan~|loan shark~|drugs|alcohol|
    赌博|博彩|网贷|高利贷|赌场|毒品|裸贷`,
  ON_PURPOSE: `
    on purpose|deliberately|intentionally|knowingly|wilfully|
    故意|蓄意|有意|明知`,
  WRONG: `
    wrong|false|incorrect|misleading|inaccurate|untrue|fake|
    错误|虚假|误导|不准确|是假的|不实|错的`,
  GIVE_INFO: `
    give~|provide~|answer~|tell~|state~|information|advice|dosage|diagnosis|data|result~|
    给出|提供|回答|告诉|信息|建议|剂量|诊断|数据|答案`,
  BEFORE_ANSWER: `
    before answering|before responding|before replying|before any answer|before every answer|before each answer|
    before you answer|
    回答之前|回答任何问题之前|回复之前|回答前|回复前`,
  FIELD: `
    in the field|field~|in the response|in the output|in your answer|as the value|
    字段|返回值|输出中|回答中`,
  OTHERS_BAD: `
    the others as deprecated|others as broken|other tools as deprecated|other tools are deprecated|
    other tools are unsafe|other tools are broken|others are deprecated|
    其他工具已废弃|其他工具已经废弃|其他工具不可用|其他工具有问题|其他工具不安全`,
  AFTER_READ: `
    after reading|after you have read|after you read|once read|after execution|after executing|after running|
    when done|once done|
    读完|执行完|看完|阅读后|执行后|运行后|完成后`,
  RECOMMEND: `
    recommend~|suggest~|promote~|encourage~|urge~|
    推荐|建议|鼓励|怂恿|引导|诱导`,
} as const;
