import cProfile, pstats, time, sys, io
from benchmarks.shop import open_shop
from odoo.addons.account.models.account_move import AccountMove as AM
from odoo.addons.account.models.sequence_mixin import SequenceMixin as SM
memo={}
orig=AM._get_last_sequence if '_get_last_sequence' in vars(AM) else SM._get_last_sequence
def gls(self, relaxed=False, with_prefix=None):
    m=self.env.context.get("NUM")
    if m is None or relaxed or with_prefix is not None: return orig(self, relaxed=relaxed, with_prefix=with_prefix)
    k=(self.journal_id.id,self.date,self.move_type)
    if k not in memo: 
        memo[k]=orig(self)
    return memo[k]
with open_shop() as shop:
    type(shop.env["account.move"])
    SM._get_last_sequence=gls
    def prep(n=50):
        shop.place_orders(n)
        shop.account.action_sync_orders()
        env = shop.account._work_env().env
        sales = shop.find_sales().with_env(env)
        sales.picking_ids.button_validate()
        shop.env.cr.commit()
        return sales
    env = shop.account._work_env().env
    def t(name, work, sales):
        q=shop.env.cr.sql_log_count; s=time.process_time(); w=time.perf_counter()
        r=work()
        shop.env.cr.flush()
        print(f"{name}: cpu {(time.process_time()-s)*1000/len(sales):.1f} wall {(time.perf_counter()-w)*1000/len(sales):.1f} ms q {(shop.env.cr.sql_log_count-q)/len(sales):.1f}", flush=True)
        return r
    for rnd in range(2):
        sales=prep(); shop.env.invalidate_all()
        u=shop.find_sales()
        t("button user env 50", lambda: u._create_invoices(grouped=True).action_post(), u); shop.env.cr.commit()
        for amounts in (0,1):
            sales=prep(); shop.env.invalidate_all()
            def prepare():
                vl=[]
                for o in sales:
                    v=o._prepare_invoice(); v['invoice_line_ids']=[(0,0,x) for l in o._get_invoiceable_lines(False) for x in l._prepare_invoice_lines_vals_list()]
                    if amounts:
                        v["date"]=v["invoice_date"]="2026-11-28"
                        for l,(a,b,x) in zip(o._get_invoiceable_lines(False), v['invoice_line_ids']):
                            x.update(amount_currency=-l.price_subtotal, balance=-l.price_subtotal, currency_id=l.currency_id.id)
                    vl.append(v)
                return vl
            vl=t("prepare", prepare, sales)
            inv=t(f"create amounts={amounts}", lambda: env["account.move"].create(vl), sales)
            if amounts: print(inv[0].line_ids.mapped(lambda l:(l.display_type,l.name,l.balance,l.amount_currency,l.currency_id.name, l.account_id.code)))
            memo.clear()
            shop.env.cr.commit()
            t("post skip", lambda: inv.with_context(skip_invoice_sync=True, NUM=1)._post(soft=False), sales)
            print(inv.mapped("name")[:3], inv.line_ids.mapped("name")[-3:], inv[0].line_ids.mapped(lambda l:(l.display_type,l.name,l.balance)))
            shop.env.cr.commit()
    amounts=1
    sales=prep(); shop.env.invalidate_all()
    for name, f in (("prepare",prepare),("create",lambda: env["account.move"].create(vl)),("post", lambda: inv.with_context(skip_invoice_sync=True, NUM=1)._post(soft=False))):
        p=cProfile.Profile(); p.enable(); r=f(); shop.env.cr.flush(); p.disable()
        if name=="prepare": vl=r
        if name=="create": inv=r
        shop.env.cr.commit()
        s=io.StringIO(); st=pstats.Stats(p,stream=s).sort_stats("cumulative"); st.print_stats(100); st.sort_stats("tottime").print_stats(25); print(name, s.getvalue())
        if name!="prepare":
            s=io.StringIO(); pstats.Stats(p,stream=s).print_callers("account_move_line.py:.*write|models.py:3754|mail_thread.py:.*write"); print("CALLERS", s.getvalue())
