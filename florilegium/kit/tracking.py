"""Query parameters that say how a reader came, not what she reads.

Newsletters, advertisements and share buttons add them to an address; the server answers the same page with or
without them. `kit.addresses` leaves them out when it compares two addresses.

The list is our own. A name stands under EVERYWHERE or PREFIXES only if it means one thing on the whole web: it carries
its maker's mark (`fbclid`, `utm_…`), so that no site would use it for a page of its own. A word any site may use
(`ref`, `source`, `from`, `t`, `s`, `tag`, `id`, `sid`, `cid`, `page`) is dropped only under the hosts where we know
what it does. A name forgotten here makes two pages of one, which can be merged; a name too many makes one page of two,
and someone's notes stand under a text she never saw: in doubt, leave it out.

Three sorts of parameter travel with the trackers because the same reason holds: sessions of a visitor
(`PHPSESSID`), signatures that expire (`X-Amz-Signature`), and the second at which a video starts (`t` on YouTube),
which is a fragment in all but name.

All names are lower-case; comparison ignores case.
"""

from functools import lru_cache

#: Maker → what it adds.
_MAKERS = {
    "Google": """gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid gpromocode gqt _ga _gl _gac usqp
        ga_source ga_medium ga_term ga_content ga_campaign ga_place""",
    "Facebook and Instagram": """fbclid fb_action_ids fb_action_types fb_source fb_ref action_object_map
        action_type_map action_ref_map igshid""",
    "other networks": """twclid __twitter_impression ref_src ttclid epik sccid ndclid li_fat_id rdt_cid hmb_campaign
        hmb_medium hmb_source sr_share tracking_source""",
    "Microsoft, Yahoo, Yandex, Seznam": """msclkid soc_src soc_trk guccounter guce_referrer guce_referrer_sig vmcid
        yclid ymclid ysclid yadclid yadordid _openstat syclid""",
    "newsletters": """mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash mkt_tok ck_subscriber_id _bhlid __s vero_id
        vero_conv _ke _kx dm_i _bta_tid _bta_c trk_contact trk_msg trk_module trk_sid et_cid et_rid et_lid sfmc_id
        sfmc_activityid sfmc_sub ss_email_id ss_campaign_id ss_campaign_name ss_campaign_sent_date ss_source
        nr_email_referer vgo_ee oly_anon_id oly_enc_id sc_customer sc_eh sc_lid sc_llid sc_uid bbeml
        redirect_log_mongo_id redirect_mongo_id sb_referer_host sms_source sms_click sms_uph""",
    "HubSpot": "_hsenc _hsmi __hssc __hstc __hsfp hsctatracking",
    "Eloqua": "elq elqtrackid elqtrack elqaid elqat elqcampaignid elqcst elqrecipientid",
    "AT Internet and the French press": """xtor xtref xtatc xtcr echobox lmd_medium lmd_campaign lmd_creation lmd_source
        at_medium at_campaign at_campaign_type at_channel at_creation at_format at_identifier at_emailtype at_link
        at_link_id at_link_origin at_link_type at_network at_platform at_ptr_name at_bbc_team at_recipient_id
        at_recipient_list at_send_date at_term at_variant at_detail_placement at_general_placement""",
    "comScore": "ns_mchannel ns_source ns_campaign ns_linkname ns_fee ns_medium",
    "campaigns": """cmpid ftcamp wt_mc wt_zmc wtmc wtrid s_cid s_kwcid ef_id mkwid pcrid intcmp int_cmp cm_cr cm_me
        cm_re cm_sp cm_lm cm_ven cm_cat cm_pla cm_ite itm_source itm_medium itm_campaign itm_content itm_term tw_source
        tw_campaign tw_term tw_content tw_adid gdfms gdftrk gdffi os_ehash ceneo_spo""",
    "affiliates": """irclickid irgwc ircid rb_clickid cjevent awc wickedid wickedsource unicorn_click_id
        _branch_match_id _branch_referrer""",
    "signatures that expire": """x-amz-algorithm x-amz-credential x-amz-date x-amz-expires x-amz-security-token
        x-amz-signature x-amz-signedheaders x-goog-algorithm x-goog-credential x-goog-date x-goog-expires
        x-goog-signature x-goog-signedheaders""",
    "sessions": "phpsessid jsessionid cfid cftoken",
}
EVERYWHERE = frozenset(name for names in _MAKERS.values() for name in names.split())

#: Families a maker extends at will: Google, Matomo (three names), HubSpot, WebTrends, Coremetrics, Omeda, Blueshift,
#: Outfit, AT Internet's own fields, Facebook's arrays, and the session cookies of ASP.
PREFIXES = (
    *("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "wt.", "cm_mmc", "otm_", "bsft_", "oft_", "at_custom"),
    *("__cft__", "__xts__", "aspsessionid"),
)

_AMAZON = """
    amazon.com amazon.fr amazon.de amazon.co.uk amazon.ca amazon.it amazon.es amazon.nl amazon.pl amazon.se amazon.ie
    amazon.com.be amazon.co.jp amazon.com.au amazon.com.br amazon.com.mx amazon.in amazon.com.tr amazon.sg amazon.ae
"""
_EBAY = (
    "ebay.com ebay.fr ebay.de ebay.co.uk ebay.ca ebay.it ebay.es ebay.com.au ebay.at ebay.be ebay.ch ebay.ie ebay.nl"
)
_GOOGLE = """
    google.com google.fr google.de google.co.uk google.be google.ch google.ca google.it google.es google.nl google.at
    google.pt google.pl google.ie google.co.jp google.co.in google.com.au google.com.br
"""

#: Hosts (each with everything under it) and what is dropped there beside EVERYWHERE.
_GROUPS: tuple[tuple[str, str], ...] = (
    (
        "youtube.com youtu.be youtube-nocookie.com",
        """feature si pp ab_channel embeds_referring_euri embeds_euri embeds_origin source_ve_path app
        t start time_continue""",
    ),
    ("vimeo.com", "share fl fe"),
    ("open.spotify.com podcasters.spotify.com", "si context nd"),
    ("twitter.com x.com", "s t cxt cn ref_url refsrc"),
    (
        "facebook.com",
        """__tn__ __eep__ _ft_ _rdr _rdc fref ref hc_ref hc_location refid refsrc mibextid sfnsn rdid share_url paipv
        eav notif_id notif_t extid acontext comment_tracking idorvanity""",
    ),
    ("instagram.com", "igsh ig_rid img_index"),
    ("threads.net threads.com", "xmt igsh"),
    ("tiktok.com", "_t _r is_from_webapp sender_device web_id share_app_id share_link_id tt_from u_code"),
    ("linkedin.com", "trk trackingid refid lipi midtoken midsig trkemail originalsubdomain original_referer rcm"),
    ("reddit.com", "share_id ref_source ref_campaign correlation_id rdt $deep_link $3p $original_url"),
    ("pinterest.com pinterest.fr", "rs mt nic nic_v2 nic_v3"),
    ("quora.com", "ch oid share srid target_type"),
    ("medium.com towardsdatascience.com", "source sk gi"),
    ("substack.com", "r s isfreemail triedredirect showwelcome publication_id post_id"),
    ("github.com", "notification_referrer_id email_source email_token"),
    (
        _AMAZON,
        """tag ref ref_ qid sr crid sprefix ascsubtag linkcode linkid creative creativeasin camp dib dib_tag
        dchild content-id social_share smid spla psc _encoding pd_rd_i pd_rd_r pd_rd_w pd_rd_wg pf_rd_i pf_rd_m pf_rd_p
        pf_rd_r pf_rd_s pf_rd_t""",
    ),
    (
        _EBAY,
        "_trkparms _trksid _from mkcid mkevt mkrid campid toolid customid amdata ssspo ssrc ssuid widget_ver media",
    ),
    (
        "aliexpress.com",
        "spm algo_pvid algo_expid algo_exp_id btsid ws_ab_test scm aff_request_id pdp_npi curpageloguid",
    ),
    ("alibaba.com taobao.com tmall.com aliyun.com", "spm scm"),
    ("etsy.com", "ga_order ga_search_type ga_view_type ga_search_query organic_search_click frs click_key click_sum"),
    (
        _GOOGLE,
        """ved ei sa usg uact cd cad esrc rct oq aqs gs_l gs_lp gs_lcp gs_lcrp sclient sourceid sxsrf rlz biw bih dpr
        sca_esv sca_upv iflsig fbs ictx cshid pcampaignid""",
    ),
    ("docs.google.com drive.google.com", "usp ouid rtpof sd resourcekey"),
    ("bing.com", "cvid form qs sp sc sk qp ghc lq"),
    ("duckduckgo.com", "t atb"),
    ("msn.com microsoft.com", "ocid cvid"),
    ("imdb.com", "ref_ pf_rd_i pf_rd_m pf_rd_p pf_rd_r pf_rd_s pf_rd_t"),
    ("goodreads.com", "from_search from_srp qid rank ac"),
    ("apple.com", "itsct itscg at ct ls"),
    ("nytimes.com", "smid smtyp partner ref referringsource sgrp ugrp unlocked_article_code"),
    ("theguardian.com", "cmp"),
    ("washingtonpost.com", "itid wprss"),
    ("wsj.com", "mod reflink st"),
    ("bloomberg.com", "srnd leadsource in_source sref"),
    ("ft.com", "segmentid sharetype"),
    ("bbc.com bbc.co.uk", "ocid"),
    ("dailymail.co.uk", "ito"),
    ("lemonde.fr", "m_bt"),
    ("nature.com springer.com", "error code sap-outbound-id"),
    ("sciencedirect.com", "via dgcid"),
    ("blogspot.com blogspot.fr blogspot.de", "m spref"),
)


def _by_host() -> dict[str, frozenset[str]]:
    """Each host with all it drops; a host may stand in several groups."""
    table: dict[str, frozenset[str]] = {}
    for hosts, names in _GROUPS:
        for host in hosts.split():
            table[host] = table.get(host, EVERYWHERE) | frozenset(names.split())
    return table


BY_HOST = _by_host()


@lru_cache(maxsize=8192)
def dropped_on(host: str) -> frozenset[str]:
    """Lower-case names dropped under a host (ASCII, lower-case, without port); PREFIXES come on top.

    A host takes what every domain above it drops: `docs.google.com` its own and `google.com`'s. Cached, since a
    library comes back to the same few hundred sites.
    """
    names = EVERYWHERE
    labels = host.split(".")
    for depth in range(len(labels) - 1):
        names = names | BY_HOST.get(".".join(labels[depth:]), EVERYWHERE)
    return names


def is_tracking(name: str, host: str) -> bool:
    """Whether the parameter `name`, in any case, tells nothing about the page under `host`."""
    name = name.lower()
    return name in dropped_on(host) or name.startswith(PREFIXES)
