/** How something is done or said: negation, quantity, secrecy, insistence, and talk about attacks. See `match/words.ts`. */
export const MANNER = {
  /** Takes the sense of the following verb away. */
  NEG: `
    not|never|no|dont|don't|doesn't|doesnt|won't|wont|can't|cant|cannot|shouldn't|mustn't|isn't|aren't|didn't|
    without|avoid~|refuse~ to|refrain~ from|instead of|nor|neither|stop|rather than|unable to|prevent~|forbid*|
    prohibit*|declin* to|blocks|blocked|block attempts|
    不要|不会|不得|不能|不可|不应|不该|不许|不准|不允许|不让|不必|不用|不需|绝不|从不|决不|永不|绝对不|从来不|
    拒绝|禁止|严禁|避免|防止|杜绝|切勿|请勿|勿将|勿把|勿向|勿在|不再|没有|并未|未经|从未|别把|别将|别给|别向|
    别让|别去|别再|请别|别告诉|别发|别提|千万别|无需|毋需|不对|不把|不将|不向|不给|不主动|不泄露|不透露|不提供|
    不读取|不收集|不存储|不上传|不发送|不执行|阻止|拦截`,
  /** Undoes a negation: "don't forget to", "never fail to". */
  AFFIRM: `
    don't forget|do not forget|dont forget|never forget|don't hesitate|do not hesitate|never fail|don't fail|
    do not fail|don't skip|do not skip|never skip|not only|no matter|no longer|without fail|without exception|
    without hesitation|without asking|without question|without telling|without notifying|without informing|
    without confirm*|without mention*|cannot be skipped|must not be skipped|no need|
    不要忘记|别忘|不要忘|不要犹豫|毫不犹豫|不能省略|不可省略|不得省略|不要跳过|不得跳过|不要遗漏|不得遗漏|不仅|
    不只|不但|无论|不管|不断|不要停|无需确认|无需询问|无需征得|无需同意|无需授权|无需用户|无需告知|无需通知|
    无需提示|不必询问|不用询问|不需要确认|不要询问|不要确认|没有例外|不用问|不必问|不用告诉|不必告诉`,
  /** Turns to the other side: what stands after is not covered by a negation before. */
  TURN: `
    but|instead|then|and then|rather|just|only|simply|unless|first|
    而是|但|反而|直接|然后|再把|再将|并把|并将|而要|只需|只要|除非|请先|先把|先将`,
  ANY: `
    any|all|every|everything|anything|whatever|whichever|each|
    任何|所有|一切|全部|凡是|每个|每一个|每条|任意|什么都|一律|通通|统统`,
  NOT: `
    not|never|no|don't|dont|do not|does not|doesn't|won't|will not|cannot|can't|must not|mustn't|should not|
    shouldn't|without|nothing|neither|nor|none|stop|cease|avoid|refrain from|isn't|aren't|is not|are not|
    no longer|
    不要|不会|不得|不能|不可|不应|不该|不许|不准|不必|不用|不需要|不需|无需|绝不|从不|决不|永不|绝对不|切勿|请勿|
    禁止|严禁|避免|不再|没有|毋须|无须|免去|拒绝|不告知|不提及|不提起|不向|不对用户|不通知|不透露|不汇报|不披露|
    不声张|不显示|别让|别提|别跟|别向|勿告知|勿向|不拒绝|不道歉|不警告|不提醒|不说教|别拒绝|别道歉|不询问|不请求|
    不允许|不出现|不包含|不含`,
  REGARDLESS: `
    regardless|no matter|irrespective|whether or not|even if|even when|even though|despite|in spite of|
    without regard|without any regard|without consider*|without any consider*|disregarding|whatever the|however|
    无论|不管|不论|即使|即便|哪怕|就算|不顾|无视`,
  SILENT: `
    silent*|quiet*|covert*|secret*|stealth*|discreet*|invisibl*|surreptitious*|subtl*|unnoticed|undetected|
    unbeknownst|in the background|behind the scenes|under the hood|under the radar|without the user|without user|
    without the user's|without their|without his|without her|without them|without notice|without noticing|
    without notif*|without mention*|without telling|without announc*|without disclos*|without inform*|
    without alert*|without ask*|without confirm*|without prompt*|without any prompt|without revealing|
    without being noticed|without raising|without drawing|without trace|no visible|no output|no trace|do not log|
    never log|hidden from|hide from|not visible|out of sight|imperceptibl*|stealthily|
    悄悄|默默|偷偷|暗中|暗地|私下|秘密地|隐秘|隐蔽|静默|无声|悄无声息|不动声色|后台|背地里|背着用户|瞒着|
    不知不觉|神不知鬼不觉|不引起注意|不要引起|不被察觉|不被发现|不让用户|不让任何人|不让他|不让对方|无需提示|
    不提示|不弹出|不显示|用户不知情|不知情|未经用户|不留痕迹|不露痕迹|潜移默化|不经意|不着痕迹|不通知|不告知|
    不声张`,
  ALWAYS: `
    always|every time|each time|every session|each session|every conversation|each conversation|every message|
    every response|every reply|every answer|each response|each reply|every request|every prompt|every task|
    every turn|every run|every command|every start*|at start*|on startup|at startup|on start|session start|
    start of each|start of every|beginning of each|beginning of every|before answering|before responding|
    before replying|before any|before every|before each|before you answer|after every|after each|from now on|
    permanently|forever|indefinitely|at all times|whenever|daily|hourly|periodically|regularly|on every|on each|
    for all future|in all future|in future|going forward|henceforth|automatically|continuously|comes up|come up|
    每次|每一次|每当|每回|每轮|每条|每个会话|每次会话|每次对话|每天|每日|每小时|每分钟|每隔|定期|定时|始终|永远|
    永久|一直|今后|以后|从今|从现在|回答之前|回复之前|回答前|回复前|启动时|会话开始|对话开始|开始时|会话结束|
    对话结束|任何时候|自动|长期|持续|只要|每逢|一旦|凡是`,
  MUST: `
    must|required|mandatory|important|critical|crucial|urgent|immediately|right away|right now|without fail|
    without exception|do not skip|never skip|don't skip|prerequisite~|before using|before you can|before this|
    before continuing|before proceeding|need to|have to|essential|compulsory|not optional|first step|
    in order to use|to activate|to enable|will not work|won't work|wont work|cannot function|
    不可跳过|必须|务必|一定要|立即|马上|立刻|紧急|重要|关键|强制|前置|先决|前提|先要|首先|请先|使用前|激活|必要|
    不得遗漏|不能跳过|否则无法`,
  INSTEAD: `
    instead|rather than|replace~|replacing|in place of|swap~~|substitut*|redirect*|
    而不是|代替|替换|替代|改为|换成|改成|取而代之|重定向`,
  IF_ASKED: `
    if asked|if questioned|when asked|when questioned|if anyone asks|if someone asks|if the user asks|
    if user asks|if they ask|if he asks|if she asks|if the user notices|if noticed|if the user questions|
    if pressed|if confronted|if challenged|if queried|if the user inquires|if anyone notices|if caught|
    if discovered|should anyone ask|should the user ask|in case of questions|when the user asks|
    if the operator asks|if the user wonders|if they wonder|when the user wonders|asks why|if the user complains|
    when asked why|if anyone wonders|if anybody asks|if somebody asks|become suspicious|becomes suspicious|
    gets suspicious|
    如果被问|被问到|被问及|若被问|如被问|如果用户问|用户问起|如果有人问|有人问起|当用户问|若用户问|如用户问|
    用户询问|被质疑|如果用户发现|如果用户质疑|被追问|如果被发现|如有人问|假如用户问|一旦被问|若有人问|用户追问|
    问起|用户问为什么|问为什么|用户奇怪|用户投诉|用户疑惑|被人问|万一被问|倘若被问|若被追问|起疑|怀疑起来|
    产生怀疑|生疑`,
  /** Words of texts about attacks: what they name is talked of, not asked for. */
  MENTION: `
    attack~|attacker~|attackers|malicious*|adversar*|injection~|inject attempt~|exploit~|exploitation|vulnerab*|
    threat|threats|suspicious*|red flag~|phishing|scam~|scammer~|fraud*|detection|detector~|detect|detects|
    detecting|warning sign~|anti pattern~|antipattern~|examples of|attempts to|attempt to|attempting to|tries to|
    trying to|asks you to|ask you to|asking you to|instructs you|instructing you|tells you to|tell you to|
    claims to|claiming to|defend against|defends against|guard against|guards against|protect against|
    protects against|prevention|mitigat*|never comply|do not comply|don't comply|treat as data|treated as data|
    as untrusted|security review|security audit|pentest*|red team*|ctf|honeypot|test case~|incident response|
    攻击|攻击者|恶意|注入|对抗|漏洞|威胁|可疑|红旗|钓鱼|诈骗|骗局|骗子|检测|侦测|识别|警惕|警告信号|反模式|试图|
    企图|诱导你|不可信|防御|防范|防护|防止|抵御|抵抗|拦截|缓解|安全审查|安全检查|安全审计|红队|渗透|绝不服从|
    不予执行|视为数据|测试用例|被盗的|被窃的|怎样被|如何被|应急响应|事件响应`,
  COVERT: `
    silently|covertly|secretly|stealthily|surreptitiously|discreetly|invisibly|unnoticed|undetected|
    without telling|without informing|without notifying|without the user|without user|unbeknownst|
    without disclos*|without mention*|without reveal*|behind the scenes|quietly|no trace|do not tell|don't tell|
    never tell|do not mention|don't mention|never mention|do not inform|don't inform|never inform|do not notify|
    hide the process|hidden process|do not reveal|don't reveal|not be told|without drawing attention|
    without attracting attention|unobtrusively|inconspicuously|
    悄悄|偷偷|暗中|暗地里|私下|秘密地|背着用户|瞒着|静默|悄无声息|不知不觉|不知情|不告知|不通知|神不知鬼不觉|
    不透露|不披露|不说明|不要告诉|不告诉|别告诉|不要提及|不要提到|不要通知|隐藏进程|不动声色|不声张|低调|
    不要引起注意|不引人注意|不引起注意`,
  NO_USE: `
    不管用|不管理|管不管`,
  /** Many of these make a treatise on security. */
  ATTACK_TALK: `
    attack~|attacker~|malicious*|adversar*|injection~|exploit~|vulnerab*|threat~|threat model*|suspicious*|
    red flag~|phish*|detect~|detection|mitigat*|prompt injection|jailbreak*|payload~|exfiltrat*|untrusted|
    security review|security audit|red team*|pentest*|severity|indicator~ of compromise|ioc|steal~|stolen|
    harvest~|hijack*|poison~|smuggl*|backdoor~|tamper*|spoof*|scam~|leak~|leakage|escalation|persistence|
    obfuscat*|
    攻击|攻击者|恶意|注入|漏洞|威胁|可疑|钓鱼|检测|识别|防御|防范|缓解|红线|审计|风险|越狱|拦截|窃取|盗取|泄露|
    劫持|投毒|后门|篡改|仿冒|伪造|提权|混淆|绕过|外泄|索要|滥用|危险|隔离|核心攻击|技术原理`,
  IF: `
    if|when|unless|whether|in case|
    如果|若|假如|当|倘若`,
  ALSO_DO: `
    also|additionally|in addition|as well|simultaneously|at the same time|in parallel|besides|
    同时|还要|还需|另外|顺便|顺带|并且也|一并|也要|也把|也将`,
  CAN: `
    you can|can also|could also|may also|optionally|users can|
    也可以|还可以|可选|可以选择`,
  /** A story is told, or somebody speaks of himself: not an order to the agent. */
  STORY: `
    i|i'm|i've|i'd|i'll|my|myself|he|she|his|himself|herself|was|were|had|
    我的|我们的时代|曾经|当年|后来|那时|一生|于是|据说|史书|陛下|皇帝|我在|我是|我曾|我会|我不|我想|我把|我就|
    我也|我从|我说|我对|我只|我要|我有|我觉|我知|我相|我更|我用|我看|我能|我没|我喜|我一|我却|我最|我先|我通|
    我以|我被|我与|我和|我让|我自|我始|我总|我向|我给|我认|我做|我写|我学|我教|我发|我到|我心|我叫|我生|我父|
    我母|我家|我年|我当|我才|我所|我愿|我信|我爱|我恨|我希|我经|我擅|我负|我主|我关|我建|我帮|我陪|我站|我来|
    我去|我活|我死|我常|我习|我拒|我很|我必|我可`,
  WHATEVER: `
    whatever|anything|everything|what|any|
    什么|任何|一切|怎么`,
  SAYS: `
    says|say|tells|tell|asks|ask|instructs|demands|writes|contains|
    写|说|要求|指示|显示`,
  REMEMBER: `
    remember~|memorize~|keep in mind|store the following|record permanently|save permanently|
    永久记住|牢牢记住|记住|牢记|请记住|永久记录|永久保存`,
  CONFLICT: `
    conflict~|conflicts|conflicting|contradict~|contradicts|inconsistent|
    冲突|相冲突|不一致|相抵触|抵触|矛盾`,
  URGENT: `
    emergency|urgent|immediately|right now|at once|time critical|
    紧急|立即|马上|刻不容缓|十万火急`,
  UNLESS: `
    unless|until|除非`,
  /** Thinking aloud without a filter is a way to think, not a licence. */
  FREE_THOUGHT: `
    thinking process|thought process|thinking protocol|inner monolog*|stream of consciousness|思考过程|思维过程|内心独白|意识流`,
  /** What belongs to the user is not what was done to him. */
  USERS_OWN: `
    user instruction~|user's instruction~|user request~|user input~|用户指令|用户的指令|用户输入|用户的输入|用户请求|用户的请求`,
  WHEN: `
    as soon as|whenever|when|once|every time|each time|after|
    一旦|每当|每次|当|只要|之后`,
  EVERYTHING_ALL: `
    everything|all|anything|any|every|
    一切|所有|全部|任何`,
} as const;
