#!/usr/bin/python3
"""Writes the spreadsheets of this folder: tables as small firms keep them, of firms that do not exist.

Needs python3-xlsxwriter and python3-xlwt of Debian; the tests do not, they read what is committed.
10-password.xlsx is 02-merged-titles.xlsx encrypted with the password 123456 by the npm package officecrypto-tool:
    fs.writeFileSync('10-password.xlsx', require('officecrypto-tool').encrypt(fs.readFileSync('02-merged-titles.xlsx'),
                                                                              {password: '123456'}))
"""
import datetime
import os

import xlsxwriter
import xlwt

os.chdir(os.path.dirname(os.path.abspath(__file__)))

COOP = '儋州云岭果蔬专业合作社'
FARM = '文昌潭渡种植农民专业合作社'
FISH = '临高海韵水产养殖有限公司'
PLACE = '海南省儋州市木棠镇云岭村'


def book(name):
    made = xlsxwriter.Workbook(name)
    made.set_properties({'created': datetime.datetime(2026, 3, 1)})
    return made


def put(sheet, row, cells, formats=()):
    for column, cell in enumerate(cells):
        style = formats[column] if column < len(formats) else None
        if cell is not None:
            sheet.write(row, column, cell, style)


def gbk_ledger():
    lines = [
        f'{COOP}生产台账,,,,,,,,',
        '2026年3月,,,,,,单位：元,,',
        '序号,品名,批号,采收日期,数量,单位,生产单位,产地,备注',
        f'1,贵妃芒,YL260301,2026.3.1,1200,公斤,{COOP},{PLACE},',
        f'2,贵妃芒,YL260302,2026.3.2,"1,350.5",公斤,{COOP},{PLACE},早上采',
        f'3,金煌芒,YL260303,2026.3.3,800,斤,{COOP},{PLACE},"分级后入库,装箱"',
        ',合计,,,3350.5,,,,',
        ',,,,,,,,',
        '制表人：符海燕,,审核：李大海,,,,,,',
    ]
    with open('01-gbk-ledger.csv', 'wb') as out:
        out.write('\r\n'.join(lines).encode('gb18030') + b'\r\n')


def merged_titles():
    made = book('02-merged-titles.xlsx')
    sheet = made.add_worksheet('出货登记')
    title = made.add_format({'align': 'center', 'bold': True})
    sheet.merge_range('A1:G1', f'{COOP}2026年第一季度采收登记表', title)
    sheet.merge_range('A2:G2', '填表说明：批号由基地编号加日期组成', title)
    sheet.merge_range('F3:G3', '联系人：吴清')
    put(sheet, 3, ['*产品名称', '生产\n批次', '采收日期：', '产　量（公斤）', '生产企业名称', '生产地址', '备注'])
    day = made.add_format({'num_format': 'yyyy-mm-dd'})
    for i in range(4):
        put(sheet, 4 + i, ['荔枝王', f'YL26040{i + 1}', datetime.datetime(2026, 4, i + 1), 500 + i * 12.5, COOP, PLACE],
            [None, None, day])
    sheet.merge_range('A10:C10', '填表人：王小梅')
    made.close()


def two_header_rows():
    made = book('03-two-header-rows.xlsx')
    sheet = made.add_worksheet()
    sheet.merge_range('A1:A2', '产品名称')
    sheet.merge_range('B1:B2', '批次号')
    sheet.merge_range('C1:E1', '生产信息')
    sheet.merge_range('F1:I1', '检测信息')
    put(sheet, 1, [None, None, '日期', '企业名称', '地址', '项目', '结果', '日期', '机构'])
    day = made.add_format({'num_format': 'yyyy/m/d'})
    for i in range(3):
        put(sheet, 2 + i,
            ['东风螺', f'HY26021{i}', datetime.datetime(2026, 2, 10 + i), FISH, '海南省临高县调楼镇', '孔雀石绿、氯霉素', '合格',
             datetime.datetime(2026, 2, 12 + i), '海口琼检检测技术有限公司'],
            [None, None, day, None, None, None, None, day])
    made.close()


def totals():
    made = book('04-totals-and-pages.xlsx')
    sheet = made.add_worksheet()
    header = ['生产企业名称', '产品名称', '批号', '生产日期', '数量(kg)', '生产地址']
    day = made.add_format({'num_format': 'm"月"d"日"yyyy"年"'})
    middle = made.add_format({'valign': 'vcenter'})
    row = 0
    for page in range(2):
        put(sheet, row, header)
        first = row + 1
        for i in range(3):
            put(sheet, first + i, [None, '地瓜', f'TD26{page + 1:02}{i + 1:02}', datetime.datetime(2026, 1 + page, i + 1),
                                   100 * (i + 1), '海南省文昌市潭渡镇'], [None, None, None, day])
        sheet.merge_range(first, 0, first + 2, 0, FARM, middle)
        put(sheet, first + 3, [None, None, '小计'])
        sheet.write_formula(first + 3, 4, f'=SUM(E{first + 1}:E{first + 3})', None, 600)
        row = first + 5
    put(sheet, row, ['总　计：'])
    sheet.write_formula(row, 4, '=E5+E11', None, 1200)
    put(sheet, row + 2, ['负责人：', None, '复核：'])
    made.close()


def dates():
    made = book('05-dates-in-four-forms.xlsx')
    sheet = made.add_worksheet('台账')
    put(sheet, 0, ['产品名称', '批次', '生产日期', '生产企业名称', '产地', '发货时间', '车牌号'])
    day = made.add_format({'num_format': 14})
    chinese = made.add_format({'num_format': 'yyyy"年"m"月"d"日";@'})
    moment = made.add_format({'num_format': 'yyyy-mm-dd hh:mm'})
    when = datetime.datetime(2026, 3, 6, 14, 30)
    for i, (value, style) in enumerate([(datetime.datetime(2026, 3, 5), day), (datetime.datetime(2026, 3, 5), chinese),
                                        (46086, None), ('2026年3月5日', None), ('2026.3.5', None), ('20260305', None),
                                        ('二〇二六年三月五日', None)]):
        put(sheet, i + 1, ['贵妃芒', f'RQ{i + 1}', value, COOP, PLACE, when, '琼F·T1234'], [None, None, style, None, None, moment])
    made.close()


def units():
    made = book('06-jin-and-kg.xlsx')
    sheet = made.add_worksheet()
    put(sheet, 0, ['产品名称', '批次', '生产日期', '生产企业名称', '产地', '重量', '计量单位', '件数'])
    jin = made.add_format({'num_format': '#,##0"斤"'})
    rows = [('1200', None, '公斤'), (2400, None, '斤'), (350, jin, None), ('1.2吨', None, None), ('３００市斤', None, None),
            ('五百斤', None, None), (88, None, None)]
    for i, (amount, style, unit) in enumerate(rows):
        put(sheet, i + 1, ['地瓜', f'DW{i + 1}', '2026-01-08', FARM, '海南省文昌市潭渡镇', amount, unit, 20],
            [None, None, None, None, None, style])
    made.close()


def formulas():
    made = book('07-formulas.xlsx')
    sheet = made.add_worksheet()
    put(sheet, 0, ['产品名称', '批号', '生产日期', '箱数', '每箱(kg)', '产量(kg)', '生产企业名称', '产地'])
    day = made.add_format({'num_format': 'yyyy-mm-dd'})
    for i in range(4):
        put(sheet, i + 1, ['荔枝王', None, None, 10 + i, 2.5, None, COOP, PLACE])
        sheet.write_formula(i + 1, 1, f'="LZ"&TEXT(ROW(),"000")', None, f'LZ{i + 2:03}')
        sheet.write_formula(i + 1, 2, f'=DATE(2026,5,{i + 1})', day, 46143 + i)
    sheet.write_formula(1, 5, '=D2*E2', None, 25)
    sheet.write_formula(2, 5, '=D3*E3', None, 27.5)
    sheet.write_formula(3, 5, '=D4*#REF!', None, '#REF!')
    sheet.write_formula(4, 5, '=D5*E5', None, '')
    put(sheet, 5, ['合计'])
    sheet.write_formula(5, 5, '=SUM(F2:F5)', None, 52.5)
    made.close()


def hidden():
    made = book('08-hidden-and-several-sheets.xlsx')
    cover = made.add_worksheet('封面')
    cover.write(3, 2, '2026年度生产记录')
    cover.write(5, 2, FISH)
    sheet = made.add_worksheet('生产记录')
    old = made.add_worksheet('去年')
    codes = made.add_worksheet('代码表')
    put(codes, 0, ['代码', '名称'])
    header = ['产品名称', '成本价', '批次', '生产日期', '生产企业名称', '产地', '内部编号']
    day = made.add_format({'num_format': 'yyyy-mm-dd'})
    for one, year in ((sheet, 2026), (old, 2025)):
        put(one, 0, header)
        for i in range(5):
            put(one, i + 1, ['东风螺', 38.5, f'HY{year}{i + 1:02}', datetime.datetime(year, 2, i + 1), FISH,
                             '海南省临高县调楼镇', f'X{i}'], [None, None, None, day])
    sheet.set_column('B:B', None, None, {'hidden': True})
    sheet.set_column('G:G', None, None, {'hidden': True})
    sheet.set_row(3, None, None, {'hidden': True})
    old.hide()
    made.close()


def long_numbers():
    made = book('12-long-numbers.xlsx')
    sheet = made.add_worksheet()
    put(sheet, 0, ['产品名称', '商品条码', '批次', '生产日期', '生产企业名称', '产地', '箱码', '发货时间'])
    padded = made.add_format({'num_format': '000000'})
    put(sheet, 1, ['贵妃芒', 6901234567892, 260301, '2026-03-01', COOP, PLACE, None, '2026-03-04'], [None, None, padded])
    put(sheet, 2, ['贵妃芒', '6901234567892', '00260302', '2026-03-02', COOP, PLACE, '369012345678901236', '2026-03-04'])
    put(sheet, 3, ['贵妃芒', None, 260303, '2026-03-03', COOP, PLACE, 369012345678901236, '2026-03-04'], [None, None, padded])
    made.close()


def old_workbook():
    made = xlwt.Workbook(encoding='utf-8')
    sheet = made.add_sheet('台帐')
    day = xlwt.easyxf(num_format_str='yyyy-mm-dd')
    sheet.write_merge(0, 0, 0, 5, f'{FARM}收购台帐')
    for column, title in enumerate(['品名', '批号', '收获日期', '数量(公斤)', '生产单位', '产地']):
        sheet.write(1, column, title)
    for i in range(5):
        for column, cell in enumerate(['地瓜', f'SG26{i + 1:02}', datetime.date(2026, 1, i + 1), 260.5 + i, FARM,
                                       '海南省文昌市潭渡镇']):
            sheet.write(i + 2, column, cell, *([day] if column == 2 else []))
    sheet.write(7, 0, '合计')
    made.save('09-old-ledger.xls')


def broken():
    with open('08-hidden-and-several-sheets.xlsx', 'rb') as whole:
        content = whole.read()
    with open('11-broken.xlsx', 'wb') as cut:
        cut.write(content[:len(content) * 2 // 3])


def product_codes():
    lines = [
        f'{COOP}出货流水（产品见文末）,,,,,,,',
        '产品编码,批次,采收日期,产量(公斤),产地,品名,规格,产品类别',
        f'GF-01,YL260501,2026/5/1,800,{PLACE},,,',
        f'gf-01,YL260502,2026/5/2,810,{PLACE},,,',
        f'JH-02,YL260503,2026/5/3,820,{PLACE},,,',
        f'ＧＦ－０１,YL260504,2026/5/4,830,{PLACE},,,',
        f'HM-03,YL260505,2026/5/5,840,{PLACE},,,',
        ',合计,,4100,,,,',
        'GF-01,,,,,贵妃芒,5kg/箱,芒果',
        'JH-02,,,,,金煌芒,5kg/箱,芒果',
        'HM-03,,,,,红芒6号,5kg/箱,芒果',
        'HM-03,,,,,红芒,10kg/箱,芒果',
    ]
    with open('13-product-codes.csv', 'wb') as out:
        out.write('\r\n'.join(lines).encode('gb18030') + b'\r\n')


for write in (gbk_ledger, merged_titles, two_header_rows, totals, dates, units, formulas, hidden, old_workbook, broken,
              long_numbers, product_codes):
    write()
