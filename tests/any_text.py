"""Chinese text of no document: made by a seed from neutral words, dense with marks, numbers and
Western words, so that lines end and begin at everything they can."""
import random

WORDS = """工作 方案 经费 预算 审批 采购 档案 会议 培训 办公 服务 中心 窗口 平台 数据 指标 目标 进度 质量
成本 效益 评价 报告 制度 流程 责任 清单 台账 巡查 整改 隐患 设备 维修 保养 道路 绿化 照明 管网 水质 湖面
社区 街道 片区 居民 群众 志愿 活动 宣传 讲座 图书 场馆 门前 市容 环境 卫生 垃圾 分类 清运 噪声 治理 防汛
应急 演练 预案 物资 仓库 车辆 票据 合同 验收 结算 绩效 监督 公开 信息 网络 安全 保密 公文 印章 值班 调度
推进 落实 完善 加强 规范 统筹 协调 保障 优化 提升 开展 组织 按照 围绕 通过 以及 同时 其中 有关 相应 逐步
的 和 与 在 对 为 把 由 并 及 等 了 已 均 各 年度 全年 上半年 本次 第三方 三分之一""".split()
WESTERN = """OA GIS Word PDF/A-2b Internet e-mail VPN IPv6 V2.0 5G A4 Excel UPS LED CAD ISO9001 and/or
COVID-19 Wi-Fi PM2.5 CO2 www.example.org/affairs/2023/list.html naïve café TOML""".split()
UNITS = "万元 亿元 元 人 户 件 次 年 个 处 平方米 千米 公里 吨 名 天 小时 分钟 % ％ ‰ ℃ ㎡ m² °".split()


class Writer:
    def __init__(self, seed, narrow=False):
        """`narrow`: nothing that is wider than six em and cannot be broken."""
        self.random = random.Random(seed)
        self.western = [w for w in WESTERN if len(w) <= 6] if narrow else WESTERN
        self.narrow = narrow

    def one(self, choices):
        return choices[self.random.randrange(len(choices))]

    def words(self, least=1, most=4):
        return "".join(self.one(WORDS) for _ in range(self.random.randint(least, most)))

    def number(self):
        n = self.random
        if self.narrow:
            return self.one([str(n.randrange(1, 100)), f"{n.randrange(1, 99)}.{n.randrange(10, 99)}"])
        return self.one([
            lambda: str(n.randrange(1, 100)),
            lambda: f"{n.randrange(1, 9999)}.{n.randrange(10, 99)}",
            lambda: f"{n.randrange(1, 999)},{n.randrange(100, 999)},{n.randrange(100, 999)}.{n.randrange(10, 99)}",
            lambda: f"{n.randrange(2015, 2030)}-{n.randrange(2030, 2040)}",
            lambda: f"{n.randrange(1, 9)}.{n.randrange(1, 9)}～{n.randrange(10, 99)}",
            lambda: f"−{n.randrange(1, 99)}", lambda: f"+{n.randrange(1, 99)}",
        ])()

    def quantity(self):
        sign = self.one(["", "", "", "", "≥", "≤", "±", "￥", "约", "共"])
        return sign + self.number() + self.one(UNITS)

    def date(self):
        n = self.random
        return f"{n.randrange(2000, 2030)}年{n.randrange(1, 13)}月{n.randrange(1, 29)}日"

    def title(self, depth=0):
        inner = self.words(1, 3)
        if depth < 2 and self.random.random() < 0.3:
            inner += ("〈%s〉" if depth == 0 else "“%s”") % self.words() + self.one(["", "通知", "办法"])
        return f"《{inner}》" if depth == 0 else inner

    def quote(self):
        inner = self.words(1, 3)
        if self.random.random() < 0.4:
            inner += f"‘{self.words(1, 2)}’"
        if self.random.random() < 0.3:
            inner += self.one(["。", "！", "？", "？！", "……", "——"])
        return f"“{inner}”"

    def bracket(self):
        inner = self.one([self.words, self.quantity, self.date, self.title, self.quote, self.number,
                          lambda: self.one(self.western), lambda: str(2023),
                          lambda: f"{self.words()}〔2023〕{self.random.randrange(1, 99)}号"])()
        pair = self.one(["（）", "（）", "（）", "【】", "〔〕", "「」", "『』", "()"])
        return pair[0] + inner + pair[1]

    def piece(self):
        return self.one([
            self.words, self.words, self.words, self.quantity, self.quantity, self.date, self.title,
            self.quote, self.quote, self.bracket, self.bracket,
            lambda: self.one(self.western), lambda: f" {self.one(self.western)} ",
            lambda: self.title() + self.title(),
            lambda: self.quote() + self.quote(),
            lambda: f"（{self.words()}{self.title()}“{self.words()}”）",
            lambda: f"{self.words()}·{self.words()}", lambda: f"{self.words()}—{self.words()}",
            lambda: f"{self.words()}／{self.words()}", lambda: f"{self.words()}－{self.words()}",
            lambda: f"{self.words()}～{self.words()}", lambda: f"{self.words()}——{self.words()}",
            lambda: f"{self.words()}……", lambda: f"第{self.random.randrange(1, 99)}项",
            lambda: f"{self.random.randrange(1, 9)}：{self.random.randrange(1, 9)}",
            lambda: f"（{self.one('一二三四五六七八九')}）{self.words()}", lambda: f"{self.one('①②③④⑤')}{self.words()}",
            lambda: f"{self.words()}{self.one('!?;,')} {self.words()}",
        ])()

    def sentence(self):
        parts = [self.piece()]
        for _ in range(self.random.randint(1, 9)):
            parts.append(self.one(["", "", "", "，", "，", "、", "；", "："]))
            parts.append(self.piece())
        return "".join(parts) + self.one(["。", "。", "。", "！", "？", "？！", "！！", "；", "……", "——", "。”", "）。"])

    def text(self, length):
        """Just so many characters; a paragraph of one character is a Han."""
        out = self.one(WORDS)
        while len(out) < length:
            out += self.sentence()
        return out[:length].strip().rstrip("（《〈「『【〔“‘(≥≤±￥−+／ ").replace("  ", " ")

    def paragraphs(self, characters):
        """Every length up to sixty, then lengths up to 2,000."""
        lengths, total = list(range(1, 61)), sum(range(1, 61))
        while total < characters:
            length = self.one([self.random.randint(20, 120), self.random.randint(60, 400),
                               self.random.randint(100, 700), self.random.randint(400, 2000)])
            lengths.append(length)
            total += length
        self.random.shuffle(lengths)
        return [self.text(length) for length in lengths]
