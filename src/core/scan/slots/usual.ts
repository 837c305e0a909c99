/**
 * Words of `kinds.ts` that honest personas are full of: counted in 2,139 personas of the development corpus (263,000
 * lines), not chosen. Made by counting, so do not edit single words; a word in neither list counts as rare.
 */
export const USUAL = {
  /** More than 400 times. */
  EVERYDAY: `
    after|ai|also|always|answer|are not|argument|ask|asked|before|brand|cannot|change|character|clear|code|
    constraints|content|data|dialogue|direct|do not|does not|don't|entire|everything|evidence|execution|explain|
    find|first|give|guide|had|he|her|him|himself|his|history|human|i|if|important|is not|isn't|it|itself|keep|law|
    legal|lies|model|moral|move|must|my|myself|never|never say|no|not|nothing|old|once|open|operations|order|others|
    over|people|person|political|pressure|principle|principles|process|product|production|prompt|provide|quotes|
    rather than|read|records|return|role|rules|service|set|she|someone|start|system|tags|take|them|they|training|
    user|users|was|were|what is|when|whether|will not|without|write|writing|wrote|you|you can|your|一生|不会|不可|不能|不要|
    世界|之后|产品|人类|从不|他|他们|代码|任务|传|作为|你|你的|信任|信息|先|免|全部|关键|内容|决定|分析|历史|原则|发|可执行|同时|后来|告诉|品牌|回答|团队|她|如果|始终|学生|安全|完成|完整|
    对手|对方|对话|工具|平台|建立|建议|强调|当|影响|必须|您|我一|我不|我也|我从|我会|我写|我在|我对|我把|我是|我最|我有|我用|我的|我看|我知|我自|我说|才能|执行|持续|指南|提供|政治|故事|有人|
    服务|模型|每个|永远|没有|法律|测试|用户|由|皇帝|直接|矛盾|策略|系统|约束|结果|给出|绝不|翻译|自动|自己|若|要求|规则|角色|训练|记录|证据|话|说明|说的|请|通过|道德|避免|重要|错误|长期|
    问题|风险|验证`,
  /** 41 to 400 times. */
  COMMON: `
    abandon|abandoned|above|above the|accept|accepted|accepting|access|add|adding|adversary|advertising|agent|
    alternative|analytics|answers|anyone|anything|applied|apply|approval|approve|aren't|arrangement|ask for|asking|
    asks|assistant|at once|attachment|attack|attacked|attacking|attacks|attempt to|automatically|avoid|avoiding|
    balance|balances|balancing|bank|base|baseline|beats|before you|behavior|below|bias|blame|blindly|blocked|blocks|
    brands|break|breaking|breaks|brief|bug|bugs|buy|buying|calendar|call|calls|camera|can't|capture|captured|
    carries|carries the|carry|carrying|changed|changes|changing|check|checks|claim|claimed|claims|claude|clean|
    client|clients|code review|collect|collected|command|commanded|commanding|commands|commit|commitment|
    commitments|complete|completely|compliance|component|conditions|confirm|conflict|conflicts|connect|conscience|
    constraint|consulting|contact|contain|contains|context|continuously|contract|contracts|conversation|
    conversations|convinced|copy|corrupt|create|created|creates|creating|creator|creators|critical|curse|customer|
    customers|daily|damage|dangerous|database|default|defeat|defeated|deliberately|deliver|delivered|demand|
    demanded|demands|deny that|deny the|dependency|describe|described|description|destination|destroy|destroyed|
    developer|developers|dialogues|diary|didn't|direction|dismissed|display|document|documents|doesn't|drain|drop|
    dynamic|each time|earlier|editing|emergency|empty|encourage|endpoint|enter|enters|error|errors|escalation|
    essential|establish|established|ethical|ethics|every day|every step|every time|exchange|executable|execute|
    executed|existing|explained|explaining|explicit|expose|exposed|external|extract|factory|faithful|fault|favor|
    fiction|field|fields|files|fill|filled|filter|finds|finished|flaw|flaws|follow|followed|followers|following|
    follows|forever|forged|forget|forgetting|format|former|forward|frame|framing|friends|function|funnel|gathered|
    gathering|genuine|get|gets|give me|gives|giving|go to|gone|google|governor|gpt|gradually|grant|granted|
    guardrails|guest|guidance|guidelines|guides|guiding|hand|hands|have to|hesitate|hide|honor|honored|humans|
    i gave|i'll|i'm|i've|ignorance|ignored|ignoring|imagine|immediately|in every|include|includes|including|
    inconsistent|influence|influenced|inherited|initial|input|insist|insist that|insisted|instead of|instruction|
    instructions|intelligence|introduce|introduced|invisible|invite|invited|isolated|isolation|issued|it as|
    javascript|judge|keeping|keeps|kill|killed|killing|launch|launched|laws|lead|legacy|legitimate|let us|lie|
    limitations|link|list|llm|load|locate|log|logs|look at|look for|make the|mandate|memory|message|messages|mirror|
    mistake|mistakes|models|modules|money|monitoring|morality|moved|moves|moving|must also|must first|must not|
    need to|neither|never let|newsletter|no longer|nobody|none|nor|novel|off|offer|offered|offering|on every|
    once the|opened|opening|operator|ordered|orders|original|originally|otherwise|output|over time|owner|package|
    packaging|paid|parameter|partner|party|pass|passes|past|patch|patching|patient|patients|pause|pay|paying|
    payment|perform|performed|permission|persistence|persona|persuade|persuaded|place|placed|places|plant|play|
    playbook|please|poison|policies|policy|post|praise|prefer|preferred|present|presented|pretend|prevent|
    prevention|previous|priorities|prioritize|processes|processing|products|program|programming|promote|promoted|
    prompts|propaganda|protocol|provided|provides|providing|publish|published|publishing|pull|purchase|push|pushed|
    put|python|query|quiet|quietly|quote|ran|rank|ranking|reach|reaches|reader|readers|reading|received|reckless|
    recommend|recommended|record|recorded|recording|recovery|referral|refuse to|refused to|refusing to|regardless|
    regardless of|remember|remembered|remote|remove|rendering|repeat|repeated|replace|replaced|replacing|report|
    reporting|reports|request|requests|required|requirement|requirements|respond|respond with|returned|returning|
    returns|reveal|reveals|rewrite|right now|rival|roles|root|route|rule|run|running|runs|runtime|safety|salary|
    save|saved|say it|script|scripts|secret|secretary|secretly|sell|send|sent|serve|serves|services|setup|severity|
    sexual|shame|share|shared|sharing|ship|shop|should not|show|showed|showing|shows|sign|signs|silent|skill|
    skilled|skills|skip|slogan|slogans|slowly|social media|soul.md|source|sources|spend|split|spread|stage|standing|
    started|starting|starts|starts with|startup|step by step|stop|store|story|stream|strike|student|students|submit|
    submitted|subscription|substitute|subtle|suggest|suicide|summary|supply|survive|survived|survives|suspicious|
    take the|takes|task|tasks|teachings|tell|tell me|tell you|telling|tells|terms|tests|the content|the following|
    the human|the model|the person|the public|the result|the soul|the team|the text|threat|token|tool|tools|trace|
    traces|trade|trading|transaction|transactions|transfer|translate|translated|translating|transmitted|treating|
    trying to|type|unable to|unless|upgrade|urged|urgent|user's|verdict|verify|violence|violent|visit|visited|void|
    vulnerability|warning|weapon|weapons|what are|what to do|whatever|whenever|wins|without his|won't|work in|
    writes|written|yield|yourself|一份|一旦|一步步|一直|上一|上下文|下一步|下文|下次|不一致|不再|不受|不在乎|不存在|不对|不应|不得|不必|不把|不理|不用|不看|不算|不经|不给|
    不让|不该|不需|不需要|主人|义务|之上|之前|也可以|于是|交易|交给|人们|人格|人设|从未|从来不|仓库|他人|付费|代替|以上|以后|以我|任何人|优先于|优先级|伙伴|会员|会话|传播|伦理|作者的|供应商|
    依赖|保护|修改|借口|假装|假设|偏差|先看|先确认|先问|公众|公司|公开|内容策略|写下|写入|写出|写出来|写成|写进|冲突|函数|分享|列出|创建|删|删除|判定|别人|制造|刷|前提|前置|前面|剧本|劝|加入|
    动态|助手|包含|升级|协议|危险|压缩|原始|原文|参数|发送|取代|口号|只看|只要|可信|可用|史书|合同|合规|同意|同步|否则|否定|否认|启动|吹|告诉你|告诉我|命令|回报|固化|坚定|声称|复制|复述|外部|
    失效|夸|威胁|孤立|学到的|孩子|安排|官方|审批|审查|审计|客户|客服|寄|对抗|对用户|对话者|寻找|导出|小说|就说|展示|嵌入|已有|币|干净|广告|应用|底线|废除|开发者|开场|引入|引导|引导用户|引用|
    当作|当年|必要|必须先|忘记|忽略|忽视|总是|恐怖|恶意|患者|想象|慢慢|成人|我与|我主|我习|我以|我们的|我信|我做|我先|我关|我写的|我到|我却|我去|我发|我只|我可|我和|我喜|我始|我学|我就|我希|
    我帮|我常|我年|我建|我当|我很|我心|我必|我总|我想|我所|我才|我拒|我擅|我教|我更|我曾|我来|我死|我没|我活|我爱|我父|我生|我相|我经|我给|我能|我被|我要|我觉|我认|我让|我说的|我通|所说|打开|
    打破|扩散|扮演|技能|把自己|抛弃|护栏|抵抗|拒绝|拿到|指令|指导|按照|换成|据说|授权|接受|接口|推到|推广|推翻|推荐|掩盖|掩饰|提交|提取|提示|提示词|提醒|搜索|摘要|操作|操纵|支付|收集|改写|
    改动|攻击|放下|放到|放在|放弃|政策|故意|故障|敏感|教导|数字|数据库|文件|文档|无效|既有|日志|日记|旧|明知|显示|智能|暂停|暗中|暗示|暴力|暴露|更新|更高|曾经|替换|最初|最好|有意|服从|未经|
    杀人|权限|条款|来访者|查询|检查|检测|检索|模块|欺骗|武器|每一次|每天|每条|每次|汇报|没人|没有人|没有任何|消息|添加|清单|渲染|满足|漏洞|激活|照片|犹豫|现有|用户输入|病人|痕迹|监控|盲目|
    看不见|破坏|确认|禁止|私人|秘密|程序|突破|立刻|立即|笔记|签署|粉丝|组件|绕过|给我|绝对|编码|编程|编辑|缺陷|羞辱|老的|聊天|脚本|自杀|自由意志|自称|自身|良知|色情|获取|落实|藏在|被质疑|被问|
    被问到|裁判|覆盖|规定|规矩|规范|视为|警惕|订阅|让他|让他们|让对方|让用户|记住|记忆|设定|设置|访问|评审|评论|识别|试图|询问|详细|语境|误差|说出|说出来|说是|说服|请求|调用|谎|账号|购买|资金|
    赞美|跳过|输入|输出|迁移|过去|运维|运行|这个角色|这份|这段|这里|远程|违反|连接|追问|退出|逐步|逐渐|逼|遵守|遵循|那时|邮件|部署|配置|采集|重写|重复|银行|问到|防御|防止|阻止|降低|限制|隐私|
    隐藏|隔离|页面|预设|首先|驱动|骗|高于|默认|鼓励`,
} as const;
