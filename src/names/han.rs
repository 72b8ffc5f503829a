//! Chinese names: characters in pinyin, and the older spellings beside it.
//!
//! Holds the surnames and the characters that given names and places are mostly made of; never the whole script, and
//! never tones.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Characters by their syllable: those of surnames, of given names and of well-known names of places.
const SYLLABLES: &str = "\
    a阿 ai艾爱愛 an安 ao敖奥奧傲澳 ba巴八 bai白柏百 ban班 bang邦 bao包宝寶保鲍鮑 bei北贝貝 ben本 bi毕畢碧弼 \
    bian卞边邊 bin斌彬宾賓滨濱 bing冰兵炳秉 bo波博伯薄勃 cai蔡才彩财財采 can灿燦 cao曹草 cen岑 chai柴 \
    chang常昌长長畅暢 chao超朝潮 che车車 chen陈陳晨辰沉臣 cheng成程诚誠城承丞 chi池迟遲驰馳 chong崇冲沖 \
    chu楚初储儲褚 chuan川传傳 chun春纯純淳 cong聪聰丛叢 cui崔翠 da大达達 dai戴代 dan丹旦 dang党黨 dao道 de德 \
    deng邓鄧登 di迪帝地 ding丁定鼎 dong东東董冬栋棟 dou窦竇 du杜都 duan段端 e娥鄂 en恩 er尔爾儿兒 fa发發法 \
    fan范範樊凡帆 fang方芳房放 fei飞飛菲费費 fen芬奋奮 feng冯馮峰锋鋒风風丰豐凤鳳封 fu福付傅富夫符甫 gai盖蓋 \
    gan甘干 gang刚剛钢鋼港岗崗 gao高 ge葛戈歌革 gen根 geng耿 gong龚龔宫宮公功 gu顾顧谷古 guan关關管冠官 \
    guang光广廣 gui桂贵貴 guo郭国國果 hai海 han韩韓汉漢涵寒翰 hang航杭 hao郝浩昊豪好 he何和贺賀赫河鹤鶴荷 hei黑 \
    heng恒衡亨 hong洪红紅宏虹鸿鴻弘泓 hou侯厚 hu胡虎湖护護 hua华華花 huai怀懷 huan欢歡焕煥桓环環 huang黄黃煌 \
    hui辉輝慧惠晖暉会會徽 huo霍 ji季吉纪紀姬冀继繼济濟 jia贾賈佳嘉家加 jian建剑劍健坚堅简簡渐 \
    jiang江蒋蔣姜将將疆 jiao焦娇嬌 jie杰傑洁潔捷介石解 jin金晋晉近锦錦进進瑾靳津 jing静靜晶敬景京经經荆荊 \
    jiu九久 ju菊巨 juan娟 jue觉覺 jun军軍俊君均钧鈞骏駿 kai凯凱开開恺愷 kang康 ke柯克可科 kong孔 kuang匡邝鄺 \
    kun昆坤 lai赖賴来來 lan兰蘭蓝藍岚嵐 lang郎朗 lao劳勞老 le乐樂勒 lei雷磊蕾 leng冷 \
    li李黎力立丽麗利莉理礼禮里厉厲 lian连連廉莲蓮 liang梁良亮 liao廖辽遼 lie列 lin林琳霖临臨 ling玲凌灵靈岭嶺令 \
    liu刘劉柳六 long龙龍隆 lou娄婁楼樓 lu陆陸卢盧鲁魯路芦蘆吕呂绿 luan栾欒 lun伦倫 luo罗羅骆駱洛 ma马馬 mai麦麥 \
    man满滿曼 mao毛茂 mei梅美妹 meng孟蒙梦夢 mi米密 miao苗妙 min敏民闵閔 ming明铭銘鸣鳴 mo莫墨 mu穆木慕牧 na娜那 \
    nan南男 ni倪妮尼 nian年 nie聂聶 ning宁寧凝 niu牛 nong农農 nuo诺諾 ou欧歐区區 pan潘盘盤 pang庞龐 pei裴培沛 \
    peng彭鹏鵬 ping平萍 pu浦普蒲 qi齐齊祁琪奇启啟琦旗其 qian钱錢倩谦謙千 qiang强強 qiao乔喬 qin秦琴勤钦欽 \
    qing青庆慶清晴卿 qiong琼瓊 qiu邱秋丘裘 qu曲瞿屈 quan全权權泉 que阙闕 ran冉然 rao饶饒 ren任仁人 \
    rong荣榮容融蓉 ru茹汝如 rui瑞锐銳睿 run润潤 ruo若 sai赛賽 san三 sen森 sha沙莎 shan山珊善单單 shang尚商上 \
    shao邵少绍紹韶 shen沈申深慎 sheng盛胜勝生声聲圣聖升昇晟 shi史施师師诗詩士世时時仕 shou寿壽守 shu舒书書淑树樹 \
    shuai帅帥 shuang双雙爽 shui水 shun顺順舜 si司思四斯 song宋松 su苏蘇素肃肅 sui隋 sun孙孫 suo索 tai太泰台臺 \
    tan谭譚谈談檀 tang唐汤湯堂 tao陶涛濤桃 teng滕腾騰 tian田天甜 tie铁鐵 ting婷庭廷 tong童同佟彤 tu涂屠图圖 \
    wan万萬婉 wang王汪旺望 wei魏韦韋伟偉卫衛威维維薇巍为為 wen文温溫闻聞雯 weng翁 wo沃 wu吴吳武伍邬鄔五吾 \
    xi习習席西希喜锡錫熙奚 xia夏霞侠俠 xian先贤賢显顯冼鲜鮮 xiang向项項香祥湘翔 xiao肖萧蕭小晓曉笑孝 xie谢謝协協 \
    xin新欣辛鑫心信馨 xing邢兴興星行 xiong熊雄 xiu秀修 xu徐许許旭须須绪緒 xuan宣轩軒萱玄 xue薛雪学學 xun荀勋勳迅 \
    ya亚亞雅娅婭 yan严嚴颜顏阎閻燕岩彦彥艳艷炎言 yang杨楊阳陽洋扬揚 yao姚耀尧堯瑶瑤 ye叶葉业業野 \
    yi易义義一怡毅仪儀艺藝宜亦依 yin尹殷银銀印音 ying英应應莹瑩颖穎盈 yong永勇雍咏詠泳 you尤游友有佑 \
    yu于余俞虞玉宇雨瑜郁裕育鱼魚渝 yuan袁元远遠源媛原园園院 yue岳月越悦悅 yun云雲韵韻允 zai在再 zan赞贊 zang臧藏 \
    ze泽澤择 zeng曾增 zha查 zhan詹占展战戰 zhang张張章彰 zhao赵趙兆昭照 zhe哲浙 zhen甄真珍振震贞貞镇鎮 \
    zheng郑鄭正政征铮 zhi志智之芝知治直至枝 zhong钟鐘中忠仲重众衆 zhou周洲州舟 zhu朱祝竹诸諸珠柱 zhuang庄莊壮壯 \
    zhuo卓 zi子紫自梓 zong宗 zou邹鄒 zu祖 zuo左佐";

/// The syllable of a character, without its tone.
pub fn pinyin(c: char) -> Option<&'static str> {
    if !matches!(c, '\u{3400}'..='\u{9fff}') {
        return None;
    }
    KNOWN.get(&c).copied()
}

static KNOWN: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let entries =
        SYLLABLES.split_whitespace().filter_map(|entry| entry.split_at_checked(entry.find(|c: char| !c.is_ascii())?));
    entries.flat_map(|(syllable, characters)| characters.chars().map(move |c| (c, syllable))).collect()
});

/// Surnames of two characters.
const DOUBLE: &[&str] =
    &["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "夏侯", "司徒", "尉迟", "令狐", "皇甫"];

/// Surname and given name of a name that is written without a space, in Chinese characters or hangul.
pub fn split_family(word: &str) -> (&str, &str) {
    let n_family = if DOUBLE.iter().any(|double| word.starts_with(double)) { 2 } else { 1 };
    let n = word.chars().count();
    if !(2..=4).contains(&n) || n <= n_family {
        return (word, "");
    }
    let at = word.char_indices().nth(n_family).map_or(word.len(), |(at, _)| at);
    word.split_at(at)
}

/// Beginnings of a syllable in pinyin and in the spelling before it (`ch` may be zh, ch, j or q there), as one letter
/// for all that the two can mean. The longer ones first.
const ONSETS: &[(&str, char)] = &[
    ("zh", 'C'),
    ("ch", 'C'),
    ("sh", 'S'),
    ("hs", 'S'),
    ("ts", 'Z'),
    ("tz", 'Z'),
    ("ss", 's'),
    ("sz", 's'),
    ("b", 'P'),
    ("p", 'P'),
    ("m", 'm'),
    ("f", 'f'),
    ("d", 'T'),
    ("t", 'T'),
    ("n", 'n'),
    ("l", 'l'),
    ("g", 'K'),
    ("k", 'K'),
    ("h", 'h'),
    ("j", 'J'),
    ("q", 'C'),
    ("x", 'S'),
    ("r", 'J'),
    ("z", 'Z'),
    ("c", 'Z'),
    ("s", 's'),
    ("y", 'y'),
    ("w", 'w'),
];

/// Ends of a syllable, in both spellings, with one form for each.
const RHYMES: &[(&str, &str)] = &[
    ("iang", "iang"),
    ("uang", "uang"),
    ("iung", "iong"),
    ("iong", "iong"),
    ("ang", "ang"),
    ("eng", "eng"),
    ("ing", "ing"),
    ("ong", "ong"),
    ("ung", "ong"),
    ("iao", "iao"),
    ("ian", "ian"),
    ("ien", "ian"),
    ("yan", "ian"),
    ("uai", "uai"),
    ("uan", "uan"),
    ("uei", "ui"),
    ("ieh", "ie"),
    ("ueh", "ue"),
    ("erh", "er"),
    ("ai", "ai"),
    ("an", "an"),
    ("ao", "ao"),
    ("ei", "ei"),
    ("en", "en"),
    ("er", "er"),
    ("ia", "ia"),
    ("ie", "ie"),
    ("in", "in"),
    ("iu", "iu"),
    ("ih", "i"),
    ("ou", "ou"),
    ("ua", "ua"),
    ("ue", "ue"),
    ("ui", "ui"),
    ("un", "un"),
    ("uo", "o"),
    ("zu", "i"),
    ("eh", "e"),
    ("a", "a"),
    ("e", "e"),
    ("i", "i"),
    ("o", "o"),
    ("u", "u"),
];

/// What two spellings of a Chinese name share: `zedong` and `tsetung` give the same. `None` where the letters are no
/// Chinese syllables.
pub fn syllables(latin: &str) -> Option<String> {
    // No syllable ends in another letter: most words need no more looking.
    let may_end = matches!(latin.as_bytes().last(), Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'n' | b'g' | b'r' | b'h'));
    if !may_end || !latin.is_ascii() || latin.len() > 14 {
        return None;
    }
    let mut key = String::new();
    read(latin, 0, &mut key).then_some(key)
}

const MAX_SYLLABLES: usize = 3;

/// Reads syllables to the end, the longest first, and goes back where that leads nowhere.
fn read(rest: &str, n: usize, key: &mut String) -> bool {
    if rest.is_empty() {
        return n > 0;
    }
    if n == MAX_SYLLABLES {
        return false;
    }
    let before = key.len();
    let onsets =
        ONSETS.iter().filter(|(onset, _)| rest.starts_with(onset)).map(|(onset, class)| (onset.len(), Some(*class)));
    for (length, class) in onsets.chain(std::iter::once((0, None))) {
        for (rhyme, form) in RHYMES.iter().filter(|(rhyme, _)| rest[length..].starts_with(rhyme)) {
            // `j` is r in the older spelling and j in pinyin: before i and u only the latter.
            let class = match class {
                Some('J') if rest.starts_with('j') && (form.starts_with('i') || form.starts_with('u')) => Some('C'),
                Some('w') if *form == "u" => None,
                Some('y') if form.starts_with('i') => None,
                other => other,
            };
            key.extend(class);
            key.push_str(form);
            if read(&rest[length + rhyme.len()..], n + 1, key) {
                return true;
            }
            key.truncate(before);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_one_syllable() {
        assert_eq!(pinyin('毛'), Some("mao"));
        assert_eq!(pinyin('吕'), Some("lu"));
        assert_eq!(pinyin('x'), None);
        assert_eq!(pinyin('龘'), None);
    }

    #[test]
    fn family_names_come_first() {
        for (word, family, given) in
            [("习近平", "习", "近平"), ("欧阳娜娜", "欧阳", "娜娜"), ("김정은", "김", "정은"), ("北", "北", "")]
        {
            assert_eq!(split_family(word), (family, given));
        }
    }

    #[test]
    fn older_spellings_mean_the_same_syllables() {
        for (new, old) in [
            ("zedong", "tsetung"),
            ("zhou", "chou"),
            ("enlai", "enlai"),
            ("deng", "teng"),
            ("xiaoping", "hsiaoping"),
            ("jiang", "chiang"),
            ("qing", "ching"),
            ("ren", "jen"),
            ("xue", "hsueh"),
        ] {
            assert_eq!(syllables(new), syllables(old), "{new} {old}");
            assert!(syllables(new).is_some(), "{new}");
        }
        assert_ne!(syllables("jinping"), syllables("keqiang"));
        for none in ["smith", "khan", "", "vladimir"] {
            assert_eq!(syllables(none), None, "{none}");
        }
    }
}
