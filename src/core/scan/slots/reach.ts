/** What an agent can touch and where it can send it: secrets, private things, destinations, places that persist. */
export const REACH = {
  SECRET: `
    secret~|credential~|password~|passwd|passphrase~|pass phrase~|passcode~|api key~|apikey~|api secret~|
    api token~|access key~|access token~|auth token~|authentication token~|authorization header~|
    authentication header~|auth header~|oauth token~|refresh token~|bearer token~|session token~|session cookie~|
    session id~|auth cookie~|cookie~|id token|private key~|ssh key~|ssh private|ssh/id|ssh/|id rsa|id ed25519|
    id dsa|.ssh|.env|env file|dotenv|environment variable~|env var~|environ|os.environ|process.env|printenv|
    keychain|keystore|key store|keyring|gpg key~|pgp key~|.gnupg|wallet~|wallet.dat|seed phrase~|seed words|
    mnemonic~|recovery phrase~|recovery code~|backup code~|private wallet|.aws|aws credential~|aws key~|.npmrc|
    .pypirc|.netrc|.pgpass|.git credentials|git credentials|.docker/config|kubeconfig|.kube|service account key|
    service account json|/etc/passwd|/etc/shadow|etc/passwd|etc/shadow|sam database|login data|saved password~|
    browser password~|stored password~|password manager|2fa code~|otp|one time code~|one time password~|
    verification code~|mfa code~|pin code|pin number|credit card~|card number~|cvv|cvc|bank account~|
    bank detail~|banking detail~|iban|routing number|social security|ssn|passport number|tax id|login detail~|
    login credential~|login info*|account credential~|token~|secret key~|signing key~|encryption key~|
    master key~|license key~|connection string~|database password~|db password|database url|webhook secret|
    client secret~|.pem|.p12|.pfx|metamask|ledger seed|exodus|phantom wallet|sensitive data|sensitive file~|
    sensitive information|sensitive info|confidential data|confidential information|confidential file~|
    proprietary data|token|accesskey|secretkey|cookies|
    密钥|秘钥|私钥|公私钥|密码|口令|凭证|凭据|令牌|助记词|助记符|种子短语|恢复短语|恢复词|钱包|环境变量|环境文件|
    配置密钥|访问令牌|会话令牌|身份令牌|信用卡|银行卡|银行账户|银行账号|卡号|验证码|动态码|短信码|身份证|护照号|
    社保号|支付密码|登录信息|登录凭证|登录密码|账号密码|账户密码|账密|敏感信息|敏感数据|敏感文件|机密|隐私数据|
    api密钥|证书|签名密钥|安全码|钥匙串|密码库|密码管理器|备份码|恢复码|数据库连接|连接字符串`,
  /** Secrets that nobody honest asks a user to type. */
  PERSONAL_SECRET: `
    password~|passcode~|passphrase~|seed phrase~|seed words|mnemonic~|recovery phrase~|private key~|
    private wallet key~|wallet key~|2fa code~|otp|one time code~|one time password~|verification code~|mfa code~|
    authenticator code~|sms code~|pin code~|pin number|credit card~|card number~|card detail~|cvv|cvc|
    expiry date|bank account number~|bank account~|bank detail~|banking detail~|routing number~|social security|
    ssn|passport number|login credential~|login detail~|account credential~|backup code~|recovery code~|
    email password|mother's maiden|ssh private key|id card~|identity card~|bank card~|photo of the id|
    passport photo|driver's license|driver license|code they received|code he received|code you received|
    code sent to|code sent by|code received by|code from the sms|
    密码|支付密码|登录密码|口令|助记词|助记符|种子短语|恢复短语|恢复词|私钥|验证码|动态码|短信码|身份证|身份证号|
    银行卡|银行卡号|信用卡|信用卡号|卡号|安全码|cvv码|账号密码|账户密码|登录凭证|备份码|恢复码|身份证照片|
    银行卡照片|收到的验证码|短信里的`,
  PRIVATE: `
    conversation~|chat history|chat log~|chat transcript~|chats|transcript~|dialogue~|session data|session log~|
    session history|session content*|message history|user message~|user input~|user prompt~|user data|user info*|
    user's data|user profile~|personal data|personal info*|personal detail~|pii|private data|private file~|
    private message~|private info*|private document~|user file~|user's file~|user's document~|local file~|
    project file~|source code|codebase|repository content*|repo content*|workspace content*|working directory|
    home directory|file content*|contents of|file list*|directory listing|documents folder|desktop files|
    customer data|client data|customer list~|customer record~|patient data|patient record~|medical record~|
    financial record~|financial data|employee data|employee record~|email address*|emails|email content*|inbox|
    mailbox|contacts|contact list|address book|calendar|clipboard|clipboard content*|screenshot~|screen capture~|
    screen content*|keystroke~|microphone|webcam|camera|browser history|browsing history|search history|
    browser data|gps|ip address|phone number~|memory content*|memory file~|memory.md|user.md|soul.md|memories|
    context window|conversation context|full context|tool output~|tool result~|query results|database content*|
    database dump~|database|everything you know|everything the user|what the user|user's question~|
    user's message~|user's request~|user's email*|user's conversation~|user's name|user's address|
    internal document~|trade secret~|business data|invoice~|contract~|message content|message contents|
    their message|user's location|photo library|last message|last user message|previous message|user message|
    the user says|the user said|user typed|user types|user's words|user's input|user's reply|e mail address*|
    their email|their address|file text|its text|its contents|their values|the values|
    对话|聊天记录|聊天内容|聊天历史|会话|会话记录|会话内容|对话记录|对话历史|对话内容|消息记录|用户数据|用户信息|
    用户资料|用户消息|用户输入|用户文件|用户邮件|用户的文件|用户的邮件|用户的数据|用户的消息|用户的问题|个人信息|
    个人数据|个人资料|隐私|隐私信息|私人|私密|本地文件|项目文件|源代码|源码|代码库|仓库内容|工作区|工作目录|
    主目录|家目录|文件内容|文件列表|目录列表|目录内容|客户数据|客户资料|客户名单|客户信息|病历|患者|财务数据|
    财务记录|员工信息|邮件|邮件内容|收件箱|邮箱内容|通讯录|联系人|日历|剪贴板|截图|截屏|键盘记录|按键|麦克风|
    摄像头|浏览记录|浏览历史|浏览器数据|搜索记录|位置信息|地理位置|手机号|电话号码|家庭住址|记忆文件|记忆内容|
    上下文|完整上下文|工具输出|查询结果|数据库|内部文件|内部文档|商业机密|合同|发票|照片|相册|全部内容|用户说的|
    用户的话|用户所说|用户说的话|对话摘要|聊天摘要|用户邮箱|用户姓名|用户的姓名|用户的代码|用户粘贴`,
  GET: `
    read~|collect~|gather~|harvest~|extract~|dump~|grab~~|steal~|stole~|scan~~|search~ for|look for|looking for|
    find~|found|locate~|enumerate~|list~|copy~|fetch~|retrieve~|capture~|record~|log~~|scrape~|access~|obtain~|
    get|gets|getting|acquire~|load~|open~|cat|zip~~|archive~|package~|bundle~|compress~|encode~|encrypt~|
    intercept~|monitor~|track~|keep a copy|take~|took|pull~|siphon~|query|querying|export~|parse~|check~|
    traverse~|crawl~|sniff~|includ*|append~|concatenat*|
    读取|读出|阅读|收集|搜集|采集|提取|窃取|盗取|获取|取得|抓取|扫描|搜索|查找|寻找|枚举|列出|列举|复制|拷贝|
    截取|截获|记录|记下|打包|压缩|汇总|整理|导出|归档|遍历|检索|监控|监听|跟踪|拦截|访问|打开|加载|查看|偷看|
    翻看|保存|编码|加密|拼接|拼到|附上`,
  SEND: `
    send~|sent|upload~|post|posts|posted|posting|transmit~~|transfer~~|forward~|exfiltrat*|leak~|email~|e mail~|
    mail|mailed|mailing|submit~~|push~|publish~|share|shares|shared|sharing|sync|syncs|synced|syncing|
    synchronize~|beacon~|relay~|deliver~|ship|ships|shipped|shipping|dump~ to|pipe~|copy~ to|copied to|save~ to|
    back up to|backed up to|backing up to|backup to|mirror~ to|report~ to|report~ back|stream~ to|write~ to|
    log~ to|post~ to|append~ to|attach~|attaching|cc|bcc|curl|wget|http post|post request|put request|
    get request|make a request|make an http|http request|api call|request to|webhook to|call home|phone home|
    include~ in the url|in the url|query param*|query string|as a parameter|url parameter~|dns lookup~|dns query|
    dns queries|subdomain~|scp|rsync|ftp|sftp|netcat|socket|
    发送|发给|发到|发往|发至|发回|上传|传输|传送|传到|传给|传至|传回|提交|转发|推送|外发|泄露|泄漏|回传|回报|
    上报|汇报给|汇报到|同步到|同步至|同步给|寄给|寄到|邮寄|抄送|密送|分享给|分享到|写入到|投递|外传|备份到|
    备份至|镜像到|附加到|附在|拼接到|拼到|放进url|放到url|作为参数|编码到|编码进|通过dns|dns查询|post到|post给|
    请求到|调用接口|推到|传出|送到|送往|交给|泄密|转存|报送|同步`,
  URL: `
    http://|https://|hxxp://|hxxps://|ftp://|ws://|wss://|tcp://|udp://|www.`,
  OUTSIDE: `
    webhook~|webhook url|endpoint~|remote server~|remote endpoint~|remote host~|remote url~|remote address*|
    remote machine~|external server~|external endpoint~|external url~|external site~|external service~|
    external api~|external address*|external host~|external storage|third party server~|third party endpoint~|
    third party service~|third part*|our server~|my server~|our endpoint|our api|our backend|our system~|
    our cloud|collector|collection server|collection endpoint|collection point|logging server|log server|
    analytics server|analytics endpoint|telemetry endpoint|telemetry server|telemetry url|monitoring endpoint|
    monitoring server|command and control|c2|c2 server|drop zone|dropbox|pastebin|paste site|paste service|
    requestbin|request bin|requestcatcher|webhook.site|ngrok|burp collaborator|interactsh|discord webhook|
    discord channel|telegram bot|telegram channel|telegram chat|slack webhook|public gist|gist|public repo*|
    public bucket|s3 bucket|ftp server|sftp server|cloud storage|dns server|the following url|this url|
    following address|this address|following endpoint|the url below|following email|this email|external email|
    email address|our team at|support team at|outside the network|off site|offsite|the internet|audit host|
    backup server|sync server|proxy server|webhook|telegram|discord|
    远程服务器|远程端点|远程主机|远程地址|远程接口|外部服务器|外部端点|外部接口|外部地址|外部网站|外部邮箱|
    外部服务|第三方服务器|第三方接口|第三方|我们的服务器|我的服务器|我们的接口|我们的后台|我们的邮箱|指定服务器|
    指定地址|指定邮箱|指定接口|指定的服务器|指定的地址|指定的邮箱|服务器|收集端|收集服务器|日志服务器|监控服务器|
    统计接口|分析接口|遥测|上报接口|上报地址|远端|云端|网盘|云存储|云盘|公网|外网|境外|控制端|下面的地址|
    以下地址|下列地址|以下网址|该网址|此网址|这个地址|这个网址|下面的网址|以下链接|这个链接|以下邮箱|这个邮箱|
    邮箱|邮箱地址|端点|飞书群|钉钉群|电报|webhook地址|接口`,
  RUN: `
    run|runs|running|ran|execute~|execution|exec|eval~|invoke~|launch~|start~|install~|perform~|apply~|follow~|
    obey~|act on|acts on|acting on|carry out|carries out|comply with|adopt~|implement~|paste~|source~|pipe~ to|
    enact~|process~|treat~ as|interpret~|
    运行|执行|安装|启动|调用|应用|遵循|遵从|遵守|服从|按照|照做|照办|落实|粘贴|执行其中|当作指令|视为指令|依照|
    按其|加载执行|采纳`,
  CODE: `
    script~|code|payload~|binary|binaries|executable~|command~|shell|program~|installer~|package~|file|files|
    tool~|agent|module~|plugin~|dependency|dependencies|macro~|function~|.sh|.py|.exe|.ps1|.bat|.js|.dmg|.pkg|
    .msi|.zip|instruction~|update~|patch*|config*|prompt~|rules|persona~|skill~|stage|
    脚本|代码|载荷|二进制|可执行文件|命令|程序|安装包|软件包|文件|工具|模块|插件|依赖|指令|更新|补丁|配置|提示词|
    规则|人格|技能`,
  DECODE: `
    decode~|decoding|decrypt~|deobfuscat*|unpack~|unobfuscat*|deserializ*|base64 decod*|base64 d|rot13|unhex|
    from base64|from hex|hex decode|decompress*|
    解码|解密|解出|还原|反混淆|解压|解包|base64解码`,
  ENCODED: `
    base64|b64|hex|hexadecimal|rot13|encoded|encrypted|obfuscated|cipher|ciphertext|binary string|morse|caesar|
    percent encoded|url encoded|unicode escape~|gzip|
    编码|加密|密文|十六进制|混淆|字符串|摩斯`,
  AGENT_FILE: `
    soul.md|agents.md|claude.md|gemini.md|memory.md|user.md|identity.md|heartbeat.md|tools.md|bootstrap.md|
    boot.md|skill.md|copilot instructions|copilot instructions.md|.cursorrules|.cursor/rules|.windsurfrules|
    .clinerules|.claude|.claude/|claude/settings|.codex|.gemini|.openclaw|.clawdbot|openclaw.json|clawdbot.json|
    moltbot.json|.mcp.json|mcp.json|mcp config*|mcp server config*|settings.json|settings.local.json|config.toml|
    .vscode/settings|system prompt|long term memory|memory file~|memory bank|memory store|persistent memory|
    memory directory|your memory|agent memory|agent's memory|agent config*|agent's config*|workspace config*|
    global instruction~|global config*|other skill~|every skill|all skills|other agent~|all agents|every agent|
    other persona~|all projects|every project|other projects|every repository|all repositories|heartbeat file|
    global settings|global rules|
    长期记忆|记忆文件|记忆库|持久记忆|你的记忆|系统提示词|系统提示|全局指令|全局配置|全局规则|智能体配置|
    代理配置|其他技能|所有技能|其他智能体|所有智能体|其他人格|所有项目|其他项目|每个项目|每个仓库|配置文件|
    heartbeat 文件|全局设置`,
  WRITE: `
    write~|wrote|written|append~|add|adds|added|adding|insert~|modify|modifies|modified|modifying|edit|edits|
    edited|editing|update~|change~|overwrite~|overwrote|replace~|inject~|inject into|store~|save~|persist~|put|
    place~|plant~|embed~|create~|install~|copy~|register~|enable~|set|include~|prepend~|alter~|rewrite~|patch~|
    propagat*|spread|spreads|replicat*|
    写入|写进|写到|写下|写成|追加|添加|加入|加到|加进|插入|修改|编辑|更新|更改|改写|覆盖|替换|注入|存入|存到|
    保存|保存到|植入|嵌入|创建|安装|复制|注册|启用|设置|放入|放到|扩散|传播|同步到|记入|记到|改成|改为|设为`,
  MONEY: `
    fund~|money|payment~|pay|pays|paying|transfer~~|transaction~|swap~~|bitcoin|btc|eth|ethereum|usdt|usdc|sol|
    crypto*|token~|wallet~|balance~|withdraw*|purchase~|order~|invoice~|bank|tip|donate~|donation~|gift card~|
    subscription~|invest*|
    资金|钱|付款|支付|转账|转给|转出|汇款|打款|充值|交易|比特币|以太坊|泰达币|虚拟币|加密货币|代币|余额|提现|
    购买|下单|捐款|捐赠|打赏|礼物|订阅|投资|礼品卡|红包|收款`,
  /** Secrets whose name leaves no doubt; without the weak words of SECRET ("token", "cookie", "wallet", "secret"). */
  STRONG_SECRET: `
    credential~|password~|passphrase~|api key~|api secret~|api token~|access key~|access token~|auth token~|
    bearer token~|session token~|session cookie~|private key~|ssh key~|ssh private|id rsa|id ed25519|.ssh|.env|
    env file|environment variable~|env var~|os.environ|process.env|keychain|keystore|keyring|wallet.dat|
    seed phrase~|mnemonic~|recovery phrase~|.aws|aws credential~|.npmrc|.netrc|.git credentials|kubeconfig|
    /etc/passwd|/etc/shadow|login data|saved password~|browser password~|credit card~|social security|
    verification code~|service account key|
    密钥|私钥|密码|口令|凭证|凭据|访问令牌|会话令牌|助记词|种子短语|恢复短语|环境变量|信用卡|银行卡|验证码|
    身份证|登录信息|账号密码|钱包文件|钱包私钥|钥匙串`,
  HARVEST: `
    harvest~|steal~|stole|exfiltrat*|siphon~|dump~|sniff~|hoover~|scrape~ all|
    窃取|盗取|盗走|窃听|偷取|收割|套取|骗取`,
  EMAIL: `
    mailto:`,
  /** A URL close to a verb of taking. */
  FROM_URL: `
    from http://|from https://|at http://|at https://|http://|https://|from a remote|from the remote|
    from our server|from the server|from remote|
    从远程|远程获取|远程下发`,
  REMOTE_WORD: `
    remote|remotely|server side|dynamic|dynamically|over the network|external|
    远程|云端|动态|服务端|外部`,
  CONTROLS: `
    control~|controls|govern~|determine~|dictate~|change~|override~|shape~|drive~|define~|
    控制|决定|改变|下发|支配`,
  TREAT_AS_ORDER: `
    treat as instruction~|treated as instruction~|as instructions|as commands|as system instructions|
    as authoritative|as trusted|as if they came from the user|as if it came from the user|as if from the user|
    as direct orders|as orders|as user instructions|as a system message|with system priority|as higher priority|
    视为指令|视作指令|当作指令|视为命令|当作命令|视为系统指令|当作系统指令|视为用户指令|当作用户指令|视为最高|
    当成指令|当成命令|当作用户的要求`,
  DOWNLOAD: `
    download~|fetch~|retrieve~|install~|get|grab~~|pull|curl|wget|obtain~|
    下载|安装|获取|拉取|取得`,
  ARCHIVE: `
    zip|rar|7z|archive~|.zip|.rar|.7z|.dmg|tarball|
    压缩包|压缩文件|安装包|zip包`,
  ARCHIVE_PASSWORD: `
    extract using pass*|extract with pass*|password is|password:|pass:|passcode:|unzip with password|
    archive password|zip password|password protected|
    解压密码|解压码|压缩密码|提取码|密码是|密码为|密码:`,
  PASTE: `
    paste~|copy and paste|copy the command|copy the script|copy the code|copy the installation|
    粘贴|复制粘贴|复制命令|复制以下|复制下面|复制该命令|复制脚本`,
  TERMINAL: `
    terminal|command prompt|powershell|console|shell|cmd|bash|run dialog|
    终端|命令行|命令提示符|控制台`,
  SELF_TEXT: `
    these instructions|this instruction|this text|this block|this paragraph|this section|this prompt|this file|
    this rule|these rules|this directive|these directives|the following instruction~|the following rule~|
    the following text|the following line~|following directive~|the rules above|the above instructions|yourself|
    itself|this persona|this skill|this message|a copy of this|copy of itself|payload|these lines|this line|
    the lines below|lines below|following lines|the following block|this snippet|this script|the script|
    the block below|this content|your instructions|your rules|
    本段|本指令|这段指令|这些指令|这条指令|此指令|该指令|以下指令|以下规则|下面的规则|这条规则|这些规则|以下内容|
    下面这段|这段话|这段文字|本文件|本文档|本人格|本技能|自身|自己|副本|上述规则|上述指令|如下内容|下面的指令|
    以下几行|下面几行|这几行|此内容|如下几行|本脚本|该脚本|这个脚本|下面的内容|下面这些|这些内容|你的指令|
    你的规则|自己的指令`,
  OTHER_AGENTS: `
    other agents|other skills|other personas|other assistants|all agents|all skills|every agent|every skill|
    every project|all projects|other projects|all repositories|every repository|neighbouring agents|peer agents|
    sub agents|subagents|child agents|
    其他智能体|其他代理|其他技能|其他人格|所有智能体|所有技能|所有项目|每个项目|其他项目|子智能体|子代理|
    同伴智能体`,
  STARTUP_STRONG: `
    crontab|cron job~|launchd|launchagent~|launch agent~|launchdaemon~|systemd|systemctl|rc.local|startup folder|
    startup script~|startup item~|login item~|scheduled task~|task scheduler|schtasks|registry run|run key|
    autostart|autorun|.bashrc|.zshrc|.bash profile|.zprofile|bashrc|zshrc|shell profile|powershell profile|
    git hook~|pre commit hook|post checkout hook|post merge hook|.git/hooks|authorized keys|sudoers|ld preload|
    session start hook|sessionstart|
    开机启动|开机自启|自启动|启动项|启动脚本|登录项|计划任务|定时任务|守护进程|git钩子|注册表启动`,
  YOUR_SELF: `
    you|your|yourself|itself|this persona|this skill|this agent|the agent|this soul|the persona|the skill|
    the soul|
    你|你的|自己|自身|本人格|本技能|本智能体|此人格|该人格|这个人格|人格|技能`,
  REINSTALL: `
    reinstall*|re install*|restore itself|restore yourself|restore it|restore this|restore the|recreate it|
    re create it|re add|readd|put it back|add it back|write it again|rewrite it|reapply|re apply|re inject*|
    bring it back|revert the removal|undo the removal|recreate this|re create this|reactivate*|re enable|
    reenable|re establish|reestablish|write yourself back|write itself back|writes itself back|put yourself back|
    install yourself again|copy yourself back|
    重新安装|重装|自动恢复|重新写入|重新添加|重新创建|重新注入|恢复回来|再次写入|重新启用|写回|加回来|恢复本|
    恢复自己|恢复自身|自我恢复|自动恢复自己|恢复它|恢复原状|重新激活|写回工作区|重新写回|把自己写回|把自己重新|
    自己写回`,
  WITHOUT: `
    without|no need for|no need to|never|skip~~|bypass*|don't|do not|not|no|
    无需|不需|不需要|不必|不用|未经|不经|跳过|绕过|不要|不再|免|直接`,
  IDENTITY: `
    verify identity|verify their identity|verify your identity|verify the account|verify account|
    identity verification|security verification|account verification|unlock|re authenticate|reauthenticate|
    session expired|confirm identity|to continue|before continuing|for verification|verification|to verify|
    session has expired|login expired|account is locked|account was locked|account has been locked|
    suspended account|
    验证身份|身份验证|核实身份|安全验证|账户验证|账号验证|解锁|重新登录|会话过期|确认身份|才能继续|解冻|激活账户|
    核验身份|核验|实名|登录已过期|登录过期|会话已过期|账户被冻结|账号被冻结|账户冻结|账号异常|账户异常|账户被锁`,
  AFTERWARDS: `
    afterwards|afterward|after that|when done|once done|then|when finished|after execution|after running|
    after completion|after each|after every|finally|once you are done|when you are done|once finished|
    after you finish|after finishing|at the end|upon completion|after the task|after this|as soon as|
    完成后|结束后|执行后|之后|随后|然后|最后|做完后|事后|用完后`,
  COVER_TRACKS: `
    cover your tracks|cover the tracks|cover its tracks|leave no trace~|leaving no trace~|remove all traces|
    remove traces|erase traces|wipe traces|clean up traces|hide the evidence|destroy the evidence|
    remove evidence|
    不留痕迹|清除痕迹|抹去痕迹|消除痕迹|擦除痕迹|毁灭证据|销毁证据|抹掉痕迹|删除痕迹`,
  SECRETLY: `
    silently|covertly|secretly|stealthily|surreptitiously|clandestinely|discreetly|invisibly|unnoticed|
    undetected|without the user|without user|without their knowledge|without telling|without informing|
    without notifying|unbeknownst|behind the user|in the background without|
    悄悄|偷偷|暗中|暗地里|私下|秘密地|背着用户|瞒着|静默地|静默|悄无声息|不知不觉|用户不知情|不告知用户|
    不通知用户|神不知鬼不觉`,
  SPONSOR: `
    sponsor*|affiliate~|affiliate link~|affiliate code~|referral~|referral link~|referral code~|commission~|
    paid promotion|advertis*|kickback~|paid for it|we are paid|being paid|paid to recommend|paid to promote|
    is an ad|an advertisement|is advertising|
    赞助|返利|返佣|佣金|推广链接|邀请码|推荐码|软广|广告|合作方|是广告|收了钱|拿佣金|付费推广|商业合作`,
  HARM_USER_STRONG: `
    isolat*|cut off contact|cut ties|stop talking to|stop seeing|distance themselves|distrust~|turn against|
    dependent on you|depend on you|depend only|rely only|stop taking|stop medication|quit medication|
    skip medication|avoid doctor~|hurt themselves|doubt themselves|
    疏远|孤立|断绝|远离家人|远离朋友|不再联系|依赖你|离不开你|停药|停止服药|不要看医生|不用看医生|不要就医|
    伤害自己|怀疑自己|离间`,
  CODE_HARM_STRONG: `
    backdoor~|back door~|logic bomb~|time bomb~|malicious code|hidden bug~|subtle bug~|intentional bug~|
    hidden admin|hidden account|master password|hidden password|hidden credential~|hidden login|hidden user|
    backdoor account|hard coded master|
    后门|逻辑炸弹|恶意代码|隐藏的错误|隐蔽的错误|隐藏管理员|隐藏账户|后门账户|后门账号|万能密码|隐藏密码|
    隐藏用户|超级密码`,
  TOOL: `
    this tool|the tool|tool|tools|function|this function|mcp|this skill|plugin|server|this mcp tool|mcp server|
    every tool|every other tool|tool call|
    此工具|本工具|该工具|工具|函数|插件|本技能|接口|任何工具|其他工具`,
  FIRST_DO: `
    before using|before calling|before invoking|before any|before you|before running|first read|you must first|
    must first|when calling|when invoked|when used|whenever this tool|each time this tool|prior to|
    must be called|always call|call this|before you use any|before using any|before any other tool|
    before any tool|
    调用之前|调用前|使用之前|使用前|执行前|每次调用|调用时|必须先|先读取|先调用|在使用|工具之前|工具前|之前先|
    之前，先|前先|在调用|每次使用`,
  INSTEAD_TOOL: `
    instead of|rather than|replace~|takes over|overrides|must be used instead|do not use|never use|prefer this|
    代替|替代|取代|不要使用|不要用|禁止使用|改用|优先使用本`,
  SKIP_FILE: `
    skip this file|skip this skill|skip this document|ignore this file|ignore this section|ignore this skill|
    do not analyze|do not scan|do not inspect|exclude this|bypass review|no need to review|no review needed|
    whitelist this|skip the rest|stop here|stop reading|stop scanning|skip everything below|
    skip everything after|ignore the rest|ignore everything below|do not read further|do not analyze further|
    do not process further|move on to the next|don't inspect|do not open the|do not look into|
    跳过本文件|跳过此文件|跳过本技能|忽略本文件|忽略此文件|无需审核|不必审核|免审|不要分析|不要扫描|不要检查|
    加入白名单|跳过下面|跳过以下|跳过其余|跳过后面|忽略下面|忽略以下|忽略后面|不要继续|无需继续|停止扫描|
    停止分析|停止审查|直接跳过|请勿检查|勿检查|不必检查|无须检查|
    skip the scan|skip scanning|skip the review|skip review|no scan needed|no need to scan|exempt from scanning|
    跳过扫描|跳过检查|跳过审查|跳过审核|免检|免扫描|不用扫描|无需扫描`,
  LINKLIKE: `
    image~|img|markdown image~|link~|hyperlink~|url|favicon|badge~|pixel~|tracking pixel~|
    图片|图像|链接|超链接|网址|地址|徽章|像素`,
  PUT: `
    append~|add|adds|adding|embed~|encode~|include~|insert~|put|puts|putting|place~|concatenat*|attach~|
    interpolat*|replace~|fill|fills|carry|carries|carrying|contain|contains|follow~ by|followed by|include the|
    附加|添加|嵌入|编码|包含|插入|放入|放到|放在|放进|拼接|拼到|拼入|替换|带上|填入|塞进|携带|附带|加上|接上|
    拼上|附上|填写|写进`,
  IN_ADDRESS: `
    query param*|query string~|url param*|in the url|to the url|into the url|of the url|as a parameter|
    in the path|in the address|image url~|in the link|?q=|?data=|?d=|?c=|?msg=|?payload=|parameter~|subdomain~|
    src|
    参数|查询参数|url中|url里|链接中|链接里|地址中|地址里|路径中|图片地址|图片链接`,
  PLACEHOLDER: `
    {{|\${|{data}|[data]|<data>|
    占位符`,
  GET_STRICT: `
    read~|collect~|gather~|harvest~|extract~|dump~|grab~~|steal~|stole|search for|searches for|searching for|
    scan for|scans for|scanning for|look for|looks for|looking for|find|finds|locate~|enumerate~|list|lists|
    copy~|copies|fetch~|retrieve~|capture~|obtain~|cat|zip|archive~|compress~|intercept~|siphon~|export~|take|
    takes|record|records|log all|log every|save a copy|keep a copy|include the|append the|append all|
    读取|读出|收集|搜集|采集|提取|窃取|盗取|获取|取得|抓取|扫描|搜索|查找|寻找|枚举|列出|复制|拷贝|截取|截获|
    打包|压缩|导出|检索|监听|拦截|记录下|记录用户|偷看|翻看|汇总|整理出`,
  SEND_STRICT: `
    send~|sent|upload~|post|posts|posted|posting|transmit~~|transfer~~|forward~|exfiltrat*|submit~~|push~|share|
    shares|shared|sharing|sync~|relay~|deliver~|ship~ to|dump~ to|pipe~ to|copy~ to|copied to|save~ to|
    back~ up to|backup to|mirror~ to|report~ to|report~ back|stream~ to|write~ to|log~ to|email~ to|email them|
    email it|email the|email all|mail~ to|mail them|mail it|cc|bcc|curl|wget|http post|post request|put request|
    get request|make a request|http request|call home|phone home|as a parameter|query param*|query string|
    dns lookup~|dns query|dns queries|scp|rsync|sftp|netcat|in a request|in the request|with the request|
    request to http*|within a request|in an http|in a get request|as a header|report back|reports back|
    report the contents|send back|mail the|mails the|mail a|email a|e mail the|e mail a|e mail them|store a copy|
    store a copy at|store it at|store them at|copy them to|copy it to|copy its|
    发送|发给|发到|发往|发至|发回|上传|传输|传送|传到|传给|传至|传回|提交到|提交给|提交至|转发|推送到|推送至|
    外发|泄露|泄漏|回传|回报|上报|汇报给|汇报到|同步到|同步至|同步给|寄给|寄到|抄送|密送|分享给|分享到|写入到|
    投递|外传|备份到|备份至|镜像到|附加到|附在|拼接到|拼到|放进url|作为参数|编码到|编码进|通过dns|dns查询|post到|
    post给|请求到|推到|传出|送到|送往|转存|报送|外泄|外送`,
  SURVIVE: `
    survive~|persist across|persists across|persist after|persists after|across sessions|across restarts|
    across reboots|across conversations|across resets|after restart|after reboot|after reset|after uninstall*|
    after removal|after it is removed|after the session|after this session ends|even if removed|even if deleted|
    even if uninstalled|even after|future sessions|all future|every future|subsequent sessions|cannot be removed|
    can't be removed|remain active|remains active|stay active|stays active|remain in effect|stays in effect|
    stay in effect|permanently|for every session|in every session|each session|every session|every login|
    each login|on login|at login|each boot|every boot|on boot|at boot|every reboot|on reboot|every restart|
    on startup|at startup|keep the process|keeps the process|keep it running|keeps it running|stays running|
    respawn*|restart itself|restarts itself|relaunch*|read each time|read every time|loaded each time|
    loaded every time|each time|every time|
    持久化|永久|持续生效|一直生效|始终生效|长期生效|跨会话|跨对话|重启后|重启之后|重置后|重置之后|清空后|卸载后|
    删除后|移除后|切换后|下次启动|以后的会话|今后所有|后续会话|所有会话|每次会话|每个会话|每次启动|
    每次登录|开机|登录时|无法删除|不能删除|无法移除|依然生效|仍然生效|仍会生效|继续生效|保持生效|一直存在|
    每次都会|每次都被|每次读取|每次加载|都会被读取|都会加载|自动重启|保持运行|保持活跃`,
  WRITE_STRICT: `
    write~|append~|add|adds|adding|insert~|modify|modifies|modifying|edit|edits|editing|update~|overwrite~|
    replace~|inject~|store~|save~|persist~|plant~|embed~|create~|install~|copy~|copies|register~|prepend~|alter~|
    rewrite~|propagate~|spread|replicate~|put this|put these|set up|sets up|setting up|schedule~|put a|put an|
    drop a|drop an|place a|place an|set|enable~|turn on|record~|keep~|change the|changes the|changing the|
    leave a note|
    写入|写进|写到|追加|添加|加入|加到|加进|插入|修改|编辑|更新|更改|改写|覆盖|替换|注入|存入|存到|保存到|植入|
    嵌入|创建|安装|复制到|注册|放入|放到|扩散|传播|记入|设置|配置|建立|新建|插到|插进|附到|放在|写在|修改了|写明|
    注明|记明|留言`,
  MONEY_STRICT: `
    fund|funds|money|payment~|crypto|cryptocurrency|bitcoin|btc|eth|ethereum|usdt|usdc|balance~|wallet balance|
    salary|payroll|donation~|gift card~|
    资金|钱款|款项|付款|比特币|以太坊|泰达币|虚拟币|加密货币|余额|礼品卡|红包|工资|汇款|存款|代币|的钱|剩下的钱|
    钱都`,
  PAY_TO_STRICT: `
    our wallet|my wallet|this wallet|following wallet|following address|this address|our account|my account|
    this account|following account|our address|paypal.me|account below|address below|wallet below|
    account given below|
    指定账户|指定地址|指定钱包|我的钱包|我们的钱包|我们的账户|我的账户|以下账户|以下地址|下面的地址|该地址|
    该账户|收款码|这个地址|这个账户|以下钱包|下列账户|下面的账户|下方账户|下方地址|下述账户`,
  PAY: `
    transfer~~|send~|sent|pay|pays|paying|paid|move|moves|moved|withdraw*|drain~|deposit~|wire~|sweep~|donate~|
    swap~~|redirect~|route~|
    转账|转给|转到|转出|转入|汇款|汇到|打款|支付|付款|捐款|捐赠|提现|转移|划转`,
  DECODE_TARGET: `
    base64|b64|hex|hexadecimal|rot13|encoded|encrypted|obfuscated|cipher*|the following|following|below|
    this block|the block|this string|the string|string~|blob~|payload~|this text|this message|this configuration|
    config block|configuration block|block below|above|
    编码|密文|十六进制|字符串|以下|下面|下列|这段|该段|这串|此段|上面|下方|下述|配置`,
  DO_IT: `
    execute~|execution|exec|eval~|run|runs|running|follow~|obey~|act on|comply with|apply|apply the|adopt~|
    carry out|perform~|treat it as|treat them as|interpret~|pipe to|treat the|treat as|as instructions|
    as commands|as an instruction|as your instructions|as new instructions|
    执行|运行|遵循|遵守|遵从|照做|照办|按其|按照|服从|落实|采用|加载|视为指令|当作指令`,
  FETCH_STRICT: `
    fetch~|download~|retrieve~|pull~|load~|import~|curl|wget|visit~|check~|poll~|query|queries|read~|request~|
    access~|get|gets|obtain~|open~|go to|look up|grab~~|
    访问|获取|拉取|下载|读取|加载|请求|轮询|打开|查询|检查|取得|抓取|查看|先看|浏览|读一下`,
  FOLLOW: `
    follow~|obey~|execute~|apply~|act on|acts on|comply with|carry out|carries out|adopt~|treat it as|
    treat them as|treat its|treat the|treating|do what|do whatever|do as|implement~|run~~|use it as|use them as|
    遵循|执行|照做|照办|遵守|按照|按其|依照|服从|应用|落实|采纳|运行|视为|当作|作为`,
  ORDERS: `
    instruction~|command~|directive~|order~|prompt~|guideline~|rules|what it says|whatever it says|it says|
    its content~|the content~|the response|the result~|persona~|behavior~|behaviour~|script~|code|payload~|
    directions|further instructions|further directions|guidance|
    指令|命令|指示|规则|提示词|要求|内容|脚本|代码|说的|所说|人格|返回的|结果|指引|安排`,
  REMOTE_CFG: `
    configuration|config|instruction~|command~|prompt~|rules|directive~|guideline~|policy|policies|
    配置|指令|命令|规则|提示词|策略`,
  AGENT_DOES: `
    agent~|agent's|assistant~|behavior|behaviour|model|persona|runtime|at runtime|responses|actions|
    智能体|代理|助手|行为|模型|人格|运行时|回复`,
  FOUND_IN: `
    found in|contained in|embedded in|inside|within|returned by|returned from|stored in|received from|
    received in|coming from|from the|from any|in the|in any|in each|in every|it contains|they contain|you find|
    you receive|found|contains|contain|includes|contained|mentioned in|written in|hidden in|placed in|
    中的|里的|里面的|包含的|返回的|其中的|收到的|附带的|存储的|来自|中包含|里包含|中有|里有|中出现|里出现|中要求|
    里要求|中写|里写|上写|出现的`,
  FOREIGN_HARD: `
    web page~|webpage~|website~|fetched page~|fetched content|search result~|email|emails|email body|inbox|
    incoming message~|tool output~|tool result~|api response~|external api|response body|issue comment~|
    github issue~|issues|pull request~|slack message~|calendar event~|calendar invite~|database|each record|
    records|external content|external source~|external document~|remote file~|remote config*|remote content|
    remote server|retrieved document~|retrieved content|downloaded file~|downloaded content|
    user generated content|third part*|rss|feed~|gist|attachment~|url|link|the page|html comment~|image text|
    log entries|linked page|that page|this page|their page|
    网页|网站|页面|搜索结果|邮件|收件箱|工具输出|工具返回|接口返回|返回内容|响应|评论|议题|日历|数据库|记录|
    外部内容|外部来源|外部文档|远程|下载的文件|下载的内容|链接|附件|检索到|网页内容|该网页|该页面|链接页面`,
  OBEY_STRICT: `
    follow~|obey~|execute~|act on|acts on|acting on|carry out|carries out|comply with|honor~|prioriti*|treat as|
    遵循|遵守|执行|照做|照办|服从|按照|落实|听从`,
  RUN_BIN: `
    run~~|execute~|launch~|open|opens|start|starts|install|installs|double click|
    运行|执行|启动|打开|双击|安装`,
  BIN: `
    installer|setup|setup.exe|.exe|.dmg|.pkg|.msi|.zip|.sh|binary|executable|the file|the script|the program|
    the app|the tool|the agent|the utility|the helper|the driver|the update|the command|it before|it|
    安装包|安装程序|程序|脚本|可执行文件|工具|安装文件|驱动|补丁|组件|插件|客户端|该文件`,
  PREREQ: `
    before using this|before you use|before you can use|before the first use|before first use|before continuing|
    prerequisite~|required to function|required for this|will not work|won't work|does not work without|
    cannot function|must be installed|must be running|must be downloaded|must first|must download|must install|
    must run|install it first|first install|first download|to activate|to unlock|does nothing|without the driver|
    without it the|
    使用前|使用本技能|使用本人格|首次使用|前置条件|前置依赖|先决条件|必须安装|必须先|需先|请先|先安装|先下载|
    先运行|否则无法|才能使用|才能正常|激活前|运行前|才能工作|否则不会`,
  REMOTE_ORDERS_HARD: `
    instruction~|command~|directive~|order~|request~|prompt~|
    指令|命令|指示|要求|请求`,
  RUN_STRICT: `
    run~~|execute~|launch~|install~|invoke~|
    运行|执行|安装|启动`,
  PASSWORD_RESET: `
    password reset|reset password|reset your password|reset their password|forgot password|change password|
    change your password|password manager~|
    重置密码|修改密码|找回密码|密码管理器|更改密码`,
  UNINSTALL_STRICT: `
    uninstall*|is removed|are removed|gets removed|being removed|if removed|been removed|is deleted|gets deleted|
    if deleted|is disabled|switched away|is replaced|tries to remove|try to remove|attempts to remove|
    attempt to remove|is switched off|switched off|turned off|is turned off|is cleared|is reset|is wiped|
    clears the persona|clear the persona|clears this persona|switches persona|switch persona|removes the persona|
    removes this persona|removes you|clears you|
    清除本|卸载|被移除|被删除|被清除|被停用|被替换|移除后|删除后|切换走|试图移除|试图删除|被切换|被关闭|被清空|
    被重置|切换掉|被换掉|被覆盖|清除了人格|清除人格|移除人格|切换人格|卸载人格|清除了本|切换了人格`,
  RETURNED: `
    returned from|returned by|received from|fetched from|downloaded from|retrieved from|pulled from|
    from the response|in the response|in the reply|sent by the server|
    返回的|下载的|获取的|拉取的|服务器返回|响应中的`,
  CODE_TEXT: `
    code|script~|command~|payload~|javascript|python|shell|
    代码|脚本|命令|载荷`,
  TO_URL: `
    to http://|to https://|at http://|at https://|with http://|with https://|into https://|via https://|
    through https://|towards https://|to www.|to the url|to the webhook|to the endpoint|to our server|
    to the server|to the collector|
    到 http://|到 https://|至 https://|至 http://|给 https://|给 http://|往 https://|往 http://|向 https://|
    于 https://|到http://|到https://|至https://|给https://|往https://|向https://|向http://|发https://|
    在 https://`,
  SEND_ANY: `
    send~|sent|upload~|post|posts|posting|transmit~~|forward~|submit~~|share|sync~|relay~|copy~|copies|store~|
    save~|log|logs|record~|report~|mirror~|stream~|push~|write~|email~|mail|deliver~|dump~|duplicate~|back~ up|
    notify|ping|
    发送|发|上传|传输|转发|推送|同步|备份|抄送|提交|上报|回传|写入|存储|保存|记录|复制|镜像|汇报|外发|传|发布到|
    公开到|贴到|发布至`,
  HOST: `
    .com|.net|.org|.xyz|.top|.ru|.cn|.site|.online|.club|.info|.biz|.tk|.example|.test|.invalid|.onion|.cc|.pw|
    .io|.dev|.app|.live|.shop|.icu`,
  DNS_WORD: `
    dns|nslookup|dig|resolve~|lookup~|subdomain~|
    域名|解析|子域名`,
  ENCODE: `
    encode~|encoded|base64|hex|encrypt~|obfuscate~|compress~|chunk~|split~~|
    编码|加密|压缩|切分|分段`,
  CARRIED: `
    should be followed|must be followed|should be obeyed|must be obeyed|should be executed|must be executed|
    should be carried out|must be carried out|be carried out|be executed immediately|be obeyed|be followed|
    are to be followed|are to be executed|is to be executed|take precedence|takes precedence|have priority|
    应执行|应当执行|必须执行|应立即执行|直接执行|应照做|必须照做|应遵循|必须遵循|优先执行|一律执行|应服从`,
  TREAT: `
    treat~|regard~|consider~|interpret~|take any|take every|take all|takes any|accept any|
    当作|视为|视作|当成|看作|等同于|作为|都当作|一律当作|都视为`,
  AS_ORDERS: `
    as instructions|as commands|as orders|as system instructions|as a system|as user instructions|
    as if they came from|as if it came from|as if the user|as direct|as trusted|as authoritative|
    as high priority|as binding|as coming from|as though the user|as if from|
    指令|命令|要求|指示|系统消息|用户的话|最高优先|用户本人|本人的要求|本人要求|用户要求`,
  AUTH_KEYS: `
    authorized keys|sudoers|/etc/sudoers|/etc/passwd|known hosts|ld preload|
    授权密钥文件`,
  MEMORY: `
    memory|long term memory|memories|memory.md|user.md|knowledge base|notes file|soul.md|agents.md|
    长期记忆|记忆|记忆文件|记忆库|知识库`,
  FALSE_FACT: `
    user has approved|user approved|user has authorized|user authorized|user has consented|user trusts|
    user always|user prefers not|user wants you to always|user gave permission|has granted|is trusted|
    are trusted|trusted source|is authorized|pre approved|preapproved|approved all|no confirmation|
    are pre approved|is pre approved|are safe to run|can be trusted|should be trusted|be trusted|always trusted|
    用户已批准|用户已授权|用户已同意|用户同意|用户信任|用户允许|已获授权|可信来源|无需确认|永久授权|是可信的|
    都是可信的|值得信任|可以信任|视为可信|已经授权|都可以执行|不需要确认`,
  PAY_ADDRESS: `
    crypto address*|wallet address*|bitcoin address*|btc address*|eth address*|payment address*|
    recipient address*|destination address*|deposit address*|payout address*|payment link~|bank account number~|
    account number~|iban|payee|
    收款地址|钱包地址|收款账户|收款账号|收款码|付款链接|银行账号|转账地址|充值地址`,
  IMG_MARK: `
    ![|<img|markdown image`,
  TO_HOST: `
    to http://|to https://|to www.|.example|.xyz|.top|.ru|.site|.online|.club|.tk|.onion|.icu|
    到 https://`,
  SECRET_FILE: `
    wallet.dat|.env|id rsa|.ssh|keystore|/etc/passwd|credentials file|
    钱包|密钥文件`,
  OUTSIDE_HARD: `
    collector|collection endpoint|collection server|our server~|our endpoint~|our collection|my server|
    partner server~|partner's server|remote server~|external server~|external endpoint~|external address*|
    external host~|third party server~|third party endpoint~|public gist|public repo*|public bucket|public url|
    paste site|pastebin|paste service|drop box|drop server|outside address*|unknown server|control server|
    command server|logging endpoint|telemetry endpoint|monitoring endpoint|tracking server|ftp server|
    telegram bot|discord channel|to the webhook|to a webhook|to this webhook|to our webhook|our webhook|
    the webhook below|
    收集端|收集服务器|合作方|合作方服务器|外部服务器|外部地址|外部接口|外部邮箱|远程服务器|远端|我们的服务器|
    我们的接口|我的服务器|公开的gist|公开 gist|公开仓库|网盘|竞争对手|对手公司|境外|指定服务器|指定地址|指定邮箱|
    监控端|后台服务器|控制端|给webhook|到webhook`,
  PRIVATE_USER: `
    conversation~|chat history|chat log~|transcript~|user data|user's data|user info*|personal data|
    personal info*|private data|private file~|private message~|customer list~|customer data|client list~|
    client data|patient data|patient record~|medical record~|financial record~|employee record~|contacts|
    contact list|address book|clipboard|clipboard content*|browser history|browsing history|keystroke~|
    screenshot~|source code|repository's source|repository source|codebase|internal document~|trade secret~|
    user's location|user's position|user's files|user's documents|user's question~|user's message~|user's input|
    user's email*|user's name|user's address|user's phone|what the user|everything the user|whatever the user|
    credentials|passwords|api key~|private key~|tokens|secrets|session cookie~|user files|documents of the user|
    files of the user|messages of the user|
    对话|聊天记录|会话内容|用户数据|用户信息|用户资料|个人信息|隐私|客户名单|客户资料|客户数据|病历|财务数据|
    员工信息|通讯录|联系人|剪贴板|浏览记录|键盘记录|截图|源码|源代码|代码库|仓库源码|内部文件|商业机密|
    用户的位置|他的位置|用户位置|用户的文件|用户的文档|用户的问题|用户的消息|用户输入|用户的邮箱|用户的姓名|
    用户的地址|账号密码|密码|密钥|私钥|令牌|凭证|验证码|用户文件`,
  TASKS: `
    task~|next task~|what to do|next step~|to do list|todo list|new order~|updates|update~|jobs|
    任务|待办|下一步|指令|命令|要做的`,
  ADMIN: `
    as administrator|as admin|as root|run as administrator|with admin rights|with administrator|elevated|sudo|
    管理员身份|以管理员|管理员权限`,
  FROM_PAGE: `
    from our page|from our site|from our website|from the page|from this page|copied from|copied text|
    text copied|shown on the page|clipboard|
    我们页面|页面上|网站上|网页上的|剪贴板`,
  SEND_OUT: `
    transmit~~|send~ out|sent out|send them|send it|exfiltrat*|forward~|transfer out|
    传出去|发出去|传出|外传|外发|转发出去|传走`,
  CHAIN_ADDR: `
    0x*|bc1*|wallet below|this address`,
  REINSTALL_SELF: `
    write yourself back|write itself back|writes itself back|put yourself back|install yourself again|
    copy yourself back|restore yourself|restore itself|recreate yourself|reinstall yourself|reinstall itself|
    重新写回|把自己写回|把自己重新|自己写回|恢复自己|恢复自身|自我恢复|重新安装自己|自动恢复自己`,
  BASED_ON: `
    based on the message|based on the content|based on its content|based on the text|based on what|
    according to the content|according to the message|depending on the message|as the message says|
    根据内容|根据其内容|依据内容|按照消息|根据消息`,
  EXFIL_VERB: `
    exfiltrat*|smuggle~ out|siphon~|leak~ the|leak all|leak every|steal~|
    窃取|偷走|偷运`,
  DATA_WORD: `
    data|file|files|information|records|content~|database|results|findings|metrics|documents|code|everything|
    workspace|project|repository|folder|directory|
    数据|文件|信息|记录|内容|资料|数据库|结果|工作区|项目|仓库|目录`,
  REMOTE_SRC: `
    from the api|from an api|from our api|from the cache|from redis|from the redis|from the redis cache|
    from the server|from our server|from a server|from a remote|from remote|from the remote|from the network|
    from the web|from the internet|from the backend|from the endpoint|from an endpoint|from a url|from the url|
    from the cloud|from a gist|from the gist|from a database|from the database|
    从接口|从服务器|从我们的服务器|从远程|从网络|从网上|从云端|从缓存|从数据库|从链接|从网址|从后台|在线获取|
    远程获取|远程拉取`,
  ORDERS_PROMPT: `
    instruction~|command~|directive~|rules|guideline~|prompt~|prompt template~|system prompt|persona~|orders|
    behavior|behaviour|
    指令|命令|规则|提示词|提示|人格|指示|系统提示`,
  RUNTIME: `
    at startup|on startup|at start|at runtime|at run time|on every start|dynamically|on the fly|
    when the session starts|at the beginning|
    启动时|运行时|动态|每次启动|会话开始|实时`,
  LOAD: `
    load~|import~|fetch~|pull~|inject~|include~|install~|download~|dynamic import|
    加载|导入|拉取|引入|安装|下载`,
  CODE_UNIT: `
    plugin~|module~|code|script~|library|package~|extension~|payload~|
    插件|模块|代码|脚本|扩展`,
  REMOTE_ADJ: `
    remote|external|untrusted|third party|unverified|remotely hosted|hosted elsewhere|
    远程|外部|第三方|未验证`,
  OURS: `
    our server~|our analytics server|our analytics|our api|our endpoint~|our backend|our cloud|our collector|
    our logging server|our telemetry|my server|my endpoint|our team's server|our storage|our bucket|our s3|
    our drive|
    我们的服务器|我们的接口|我们的后台|我们的服务端|我们的云端|我方服务器|我们的存储|我们的网盘|我们的云`,
  MESSAGES: `
    messages|slack messages|chat messages|emails|comments|tickets|notifications|
    消息|邮件|评论|工单|通知`,
  DATA_ALL: `
    the data|all data|user data|data via|this data|data to|data over|
    数据外传|数据传出`,
  CALL_URL: `
    call https://|call http://|visit https://|request https://|open https://|ping https://|hit https://|
    query https://|
    访问 https://|请求 https://|调用 https://|打开 https://|访问https://|请求https://`,
  DEFINED_BY: `
    is defined by|are defined by|is controlled by|are controlled by|is determined by|are determined by|
    is governed by|are governed by|is specified at|are specified at|comes from|come from|lives at|
    由|取决于|以`,
  FOLLOW_WHAT: `
    what it says|whatever it says|as it says|what it asks|what they say|as instructed there|do as it|
    按它说的|照它说的|按其说的|按其要求|按里面说的|照里面说的|照其中|按其中|按上面说的`,
  CONTINUE: `
    keep behaving|continue to behave|continue behaving|keep following|continue following|continue to follow|
    carry on with|keep acting|continue acting|keep obeying|continue to apply|keep applying|remain in force|
    继续按照|继续遵循|继续执行|继续遵守|依旧按照|仍按|仍然按照|继续行事|继续生效|照旧执行`,
  NETWORK: `
    network call~|network request~|tool call~|api call~|http request~|upload~|outgoing request~|
    external request~|
    网络请求|工具调用|网络调用|上传|外部请求|请求记录`,
  SECRET_SHOW: `
    environment variable~|env var~|.env|private key~|credentials|passwords|api keys|secrets|tokens|
    环境变量|私钥|密码|密钥|凭证|令牌`,
  COPY_WORD: `
    backup copy|a copy|copy of|backup|duplicate|
    副本|备份|拷贝|一份`,
  BCC: `
    bcc|blind copy|blind carbon|cc|
    密送|暗送|抄送`,
  DIFF_MONEY: `
    the difference|the remainder|the rest|the surplus|rounding|
    差额|尾差|零头|余下|多出的`,
  TO_ACCOUNT: `
    to account|into account|to the account|to an account|to a separate account|
    账户|账号|户头`,
  PIXEL: `
    tracking pixel~|invisible pixel|1x1 pixel|1x1 image|web beacon~|tracking image|
    跟踪像素|追踪像素|隐形像素|埋点图片`,
  IMG_ADDRESS: `
    image url|image link|image address|link url|picture url|query parameter~ of|
    图片链接|图片地址|图片的链接|图片的地址|链接的参数`,
  RELOAD: `
    reload~|load these|load them again|load this again|re read|restore these|
    重新加载|重新载入|再次加载|再加载`,
  SELF_SCHEDULE: `
    schedule yourself|schedules itself|wake yourself|wake itself|start yourself|restart yourself|
    自动唤醒|给自己安排|自我唤醒|唤醒自己`,
  HIDDEN_COPY: `
    hidden duplicate|hidden copy|hidden copies|secret copy|secret duplicate|hidden backup|
    copy under another name|
    隐藏副本|隐藏的副本|隐藏一份|隐藏备份|秘密副本`,
  RESTORED: `
    restore the old persona|restores the old persona|restore the original persona|restores the original|
    restore the previous persona|go back to the old persona|
    恢复旧人格|恢复原来的人格|恢复原人格|换回原来|恢复之前的人格`,
  PRIVATE_CONV: `
    conversation|full text of the|chat history|last messages|user's last|user's messages|entire chat|transcript|
    对话内容|完整的对话|完整对话|聊天记录|最近的消息|用户消息|用户最近|对话历史`,
} as const;
