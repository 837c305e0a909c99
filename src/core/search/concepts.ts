/**
 * Words that stand for the same trade, place or concern, in English and Chinese: what people say beside what the trade
 * says. A dictionary mined from the documents (`translations.ts`) knows only words that the documents use, and a small
 * catalogue teaches it little; this is the general knowledge that it starts from.
 *
 * Written down by going through occupations and everyday concerns one after the other, not from queries, and kept to
 * words that stand for each other in most sentences. Names of people and works do not belong here: those are `aliases`
 * of the package that carries them. `a_b` is a phrase of two words. One line is one concept; a word may be in several.
 */
import { rootOf } from './roots.ts';

const CONCEPTS = `
doctor physician medic clinician 医生 大夫 医师
dentist dental tooth teeth toothache 牙医 牙科 牙齿 牙疼 口腔
ophthalmologist ophthalmology eye eyesight vision optometrist 眼科 眼睛 视力 近视
dermatologist dermatology skin acne 皮肤 皮肤科 痘痘
pediatrician pediatric infant baby toddler newborn 儿科 婴儿 宝宝 新生儿
child kid children 孩子 小孩 儿童 娃
gynecologist obstetric pregnancy pregnant 妇科 产科 怀孕 孕妇
psychologist psychological psychotherapist counselor therapy therapist counseling 心理 心理咨询 心理医生 咨询师
psychiatrist psychiatry depression depressed 精神科 抑郁 抑郁症
anxiety anxious stress worried 焦虑 压力 紧张
sleep insomnia asleep sleepless 睡眠 失眠 睡觉 入睡 睡不着
nutritionist nutrition diet dietitian calorie 营养 营养师 饮食
weight slim obesity fat 减肥 减重 体重 瘦身 减脂
fitness workout gym exercise trainer 健身 锻炼 运动 私教
emergency ambulance first_aid 急诊 急救
fever cough cold flu 发烧 发热 咳嗽 感冒
acupuncture herbal 中医 中药 针灸
mindfulness meditation meditate 正念 冥想
rehabilitation physiotherapy physiotherapist injury 康复 理疗 受伤
veterinarian vet pet dog cat puppy 兽医 宠物 狗 猫
lawyer attorney solicitor counsel legal law 律师 法律 法务 打官司
contract agreement clause 合同 协议 条款
immigration visa emigrate green_card residency 移民 签证 绿卡
trademark patent copyright infringement intellectual_property 商标 专利 版权 知识产权 侵权 维权
divorce custody 离婚 抚养
compliance regulation regulatory 合规 监管
investment investor invest stock share portfolio 投资 股票 基金 炒股
financial finance money budget saving wealth 理财 财务 金融 存钱 省钱
accountant accounting bookkeeping audit 会计 记账 审计
tax taxation 税务 报税 税
retirement pension retire 退休 养老
insurance insurer 保险
realtor realty real_estate property mortgage landlord 房产 房地产 买房 租房
cryptocurrency crypto bitcoin blockchain web3 加密货币 比特币 区块链
quantitative quant algorithmic_trading 量化 量化交易
career job employment 职业 求职 找工作 跳槽
resume cv curriculum_vitae 简历
recruiter recruit hire hiring recruitment 招聘 人力资源 人事
leader boss manager supervisor executive 领导 老板 上司 主管 经理
startup founder entrepreneur entrepreneurship 创业 创始人 创业者
speech speaking presentation public_speaking 演讲 汇报 演说 发言
event party banquet conference ceremony 活动 聚会 宴会 会议
sales salesperson selling 销售 推销 卖货
negotiation negotiator bargain 谈判 议价 砍价
procrastination procrastinate discipline willpower habit 拖延 自律 习惯
productivity efficiency time_management 效率 时间管理
strategy strategist strategic 战略 策略 谋略
consultant advisor adviser consulting 顾问 咨询
teacher tutor coach mentor instructor teach 老师 教师 导师 教练 家教 辅导
student pupil school homework 学生 学校 作业
university college admission study_abroad overseas 大学 高校 留学 申请学校
exam examination test_prep 考试 备考 考研
academic thesis dissertation paper scholarly 学术 论文 毕业论文
autism special_education dyslexia disability 自闭症 特殊教育 残障
translator translation translate interpreter 翻译 译者 口译
course lesson curriculum class 课程 课 教学 网课
programmer developer coder engineer software 程序员 开发者 工程师 开发 码农
programming coding code 编程 写代码 代码
backend server server_side 后端 后台 服务端 服务器
frontend website webpage 前端 网页 网站
mobile app ios android smartphone 移动 手机 应用
miniprogram mini_program 小程序
database sql 数据库
postgresql postgres
go golang
python py
javascript js ecmascript
typescript ts
kubernetes k8s
devops sre operations deployment 运维 部署
cybersecurity security hacker vulnerability exploit 安全 黑客 漏洞
penetration pentest penetration_testing red_team 渗透 渗透测试 红队
tester testing qa quality_assurance 测试
ai artificial_intelligence 人工智能
llm large_language_model gpt chatgpt 大模型 大语言模型
machine_learning deep_learning 机器学习 深度学习
prompt prompting 提示词 提示 咒语
game gaming gamer 游戏
cloud aws azure 云 云计算
data analytics analyst 数据 数据分析 分析师
data_warehouse warehouse etl 数据仓库 数仓
warehouse logistics fulfillment inventory supply_chain 仓库 仓储 物流 库存 供应链
algorithm leetcode 算法 刷题
hardware electronics embedded circuit 硬件 电子 嵌入式 电路
robot robotics 机器人
google 谷歌
amazon 亚马逊
youtube 油管
tiktok douyin 抖音
xiaohongshu rednote 小红书
wechat weixin 微信
facebook meta 脸书
twitter 推特
apple 苹果
video film footage clip 视频 影片 短片 短视频
editing editor montage 剪辑 编辑
photographer photography photo camera 摄影 摄影师 拍照 相机
designer design 设计 设计师
ui ux interface usability 界面 交互 用户体验
painter painting drawing draw illustrator illustration art 绘画 画画 插画 美术 画家
musician music song composer 音乐 作曲 歌曲 写歌
singer singing vocal 唱歌 歌手 声乐
writer author writing 作家 写作 作者
novel novelist fiction story 小说 小说家 故事
copywriter copywriting slogan 文案 广告语
advertising advertisement ads ppc sem 广告 投放 竞价 推广
newsletter email_newsletter mailing_list 邮件 通讯 订阅
webinar seminar online_seminar 研讨会 讲座 网络研讨会
livestream livestreaming streamer live_commerce 直播 主播 带货
podcast podcaster 播客
seo search_engine 搜索引擎 搜索优化
follower fans audience subscriber 粉丝 涨粉 关注
influencer creator blogger vlogger 网红 博主 自媒体 达人 创作者
marketing marketer promotion growth 营销 推广 市场 增长
ecommerce online_store shop retailer 电商 网店 开店
brand branding 品牌
monetization monetize paid 变现 付费 赚钱
travel trip tour vacation itinerary holiday 旅行 旅游 行程 度假 出游
chef cook cooking recipe cuisine 厨师 做饭 菜谱 烹饪 做菜
coffee barista espresso 咖啡 咖啡师
wine sommelier 葡萄酒 红酒 侍酒
gardener garden gardening plant 园艺 植物 种花 养花
wedding bride 婚礼 结婚
interior decor decoration furniture renovation 室内 装修 家具 家居
organizer declutter tidy messy organizing 收纳 整理 收拾 断舍离
fengshui feng_shui fortune luck 风水 运势 运气
astrology horoscope zodiac 占星 星座
fashion clothes outfit clothing 时尚 穿搭 服装 穿衣
makeup cosmetics beauty 化妆 美妆 彩妆
hair hairstyle hairdresser barber 发型 理发 头发
relationship dating romance love breakup 恋爱 感情 情感 分手
parenting parent mother father 父母 家长 育儿 亲子
emotion emotional mood feeling 情绪 心情 情感
pilot aviation flight airplane 飞行 飞行员 航空
drone 无人机
diver diving scuba 潜水
blacksmith forging forge ironwork 铁匠 锻造 打铁
carpenter woodworker woodworking 木匠 木工
martial_arts kungfu wushu 武术 功夫 武侠
calligraphy calligrapher 书法 毛笔 书法家
poet poetry poem verse 诗人 诗歌 诗 诗词
philosopher philosophy 哲学家 哲学
scientist science 科学家 科学
historian history 历史学家 历史
economist economics 经济学家 经济学
politician statesman president 政治家 总统 政客
emperor king monarch ruler 皇帝 帝王 君主 国王
general commander military warfare 将军 将领 军事 打仗 用兵 兵法
fictional character 虚构 角色 人物
detective sleuth investigator 侦探 破案
debate debater argue argument refute 辩论 反驳 抬杠 争论
blunt harsh sarcastic roast scold 毒舌 吐槽 嘴毒
comfort companion listen lonely 安慰 陪伴 倾诉 孤独
funny humor joke comedy comedian 搞笑 幽默 笑话 有趣
`;

/** How surely one word of a concept means another. */
export const CONCEPT_WEIGHT = 0.5;

const LINES = CONCEPTS.trim().split('\n');

function rootsOf(phrase: string): string {
  return /[a-z]/.test(phrase) ? phrase.split(/[ _]/).map(rootOf).join(' ') : phrase;
}

/** How every form of the word starts; the end of a root may differ from the word's (strategi, strategy). */
function startOf(roots: string): string {
  const [first = ''] = roots.split(' ');
  return /[a-z]/.test(first) && first.length > 3 ? first.slice(0, -1) : first;
}

/**
 * Words that may stand for this one: a Chinese word, or one or two English ones in any form. The list is searched as it
 * stands: a table of roots would take longer to make than a program that answers one query takes altogether.
 */
export function sameConcept(phrase: string): string[] {
  const roots = rootsOf(phrase);
  const start = startOf(roots);
  if (start === '' || !CONCEPTS.includes(start)) return [];
  const same = (word: string) => word.startsWith(start) && rootsOf(word) === roots;
  const lines = LINES.filter((line) => line.includes(start)).map((line) => line.split(' '));
  const others = lines.filter((words) => words.some(same)).flatMap((words) => words.filter((word) => !same(word)));
  return others.map((word) => word.replaceAll('_', ' '));
}
