// A signature over bytes (CMS, RFC 5652), by libcrypto. Whether the certificate is to be trusted is
// not asked: that wants roots, a clock and a network.
#include "reader/private.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#define WORDS(chinese, english) ((zp_words){{ZP_TEXT(chinese), ZP_TEXT(english)}})

// No configuration from the environment.
static void prepare(void) {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    ERR_clear_error();
}

static zp_text common_name(zp_arena *arena, const X509_NAME *name) {
    static const int wanted[] = {NID_commonName, NID_organizationName};
    zp_text found = {0};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && found.size == 0; i++) {
        int at = X509_NAME_get_index_by_NID(name, wanted[i], -1);
        unsigned char *text = NULL;
        const X509_NAME_ENTRY *entry = at >= 0 ? X509_NAME_get_entry(name, at) : NULL;
        int size = entry != NULL ? ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry)) : -1;
        if (size > 0) {
            found = zp_arena_copy(arena, (zp_text){(const char *)text, (size_t)size});
        }
        OPENSSL_free(text);
    }
    return found;
}

// What the signer's clock said, in the signature.
static zp_text signing_time(zp_arena *arena, const CMS_SignerInfo *signer) {
    int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
    X509_ATTRIBUTE *attribute = at >= 0 ? CMS_signed_get_attr(signer, at) : NULL;
    ASN1_TYPE *value = attribute != NULL ? X509_ATTRIBUTE_get0_type(attribute, 0) : NULL;
    struct tm t;
    bool is_time =
        value != NULL && (value->type == V_ASN1_UTCTIME || value->type == V_ASN1_GENERALIZEDTIME);
    if (!is_time || ASN1_TIME_to_tm(value->value.utctime, &t) != 1) {
        return (zp_text){0};
    }
    return zp_arena_print(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1,
                          t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static void read_signer(zp_arena *arena, CMS_ContentInfo *cms, zp_pdf_signature *signature) {
    CMS_set1_signers_certs(cms, NULL, 0);
    STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(cms);
    CMS_SignerInfo *signer = signers != NULL ? sk_CMS_SignerInfo_value(signers, 0) : NULL;
    if (signer == NULL) {
        return;
    }
    X509 *certificate = NULL;
    CMS_SignerInfo_get0_algs(signer, NULL, &certificate, NULL, NULL);
    if (certificate != NULL) {
        signature->signer = common_name(arena, X509_get_subject_name(certificate));
        signature->issuer = common_name(arena, X509_get_issuer_name(certificate));
    }
    zp_text time = signing_time(arena, signer);
    signature->time = time.size > 0 ? time : signature->time;
}

static bool is_of_bytes(unsigned long error) {
    int reason = ERR_GET_REASON(error);
    return ERR_GET_LIB(error) == ERR_LIB_CMS &&
           (reason == CMS_R_VERIFICATION_FAILURE ||
            reason == CMS_R_MESSAGEDIGEST_ATTRIBUTE_WRONG_LENGTH);
}

// Whether the bytes, or their digest, are those that were signed.
static void check(CMS_ContentInfo *cms, zp_text bytes, zp_pdf_signature *signature) {
    unsigned flags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
    BIO *data = BIO_new_mem_buf(bytes.data, (int)bytes.size);
    BIO *out = BIO_new(BIO_s_null());
    if (data == NULL || out == NULL) {
        zp_out_of_memory();
    }
    ERR_clear_error();
    if (CMS_verify(cms, NULL, NULL, data, out, flags) == 1) {
        signature->signing = ZP_SIGNING_HOLDS;
    } else {
        bool broken = false;
        for (unsigned long error; (error = ERR_get_error()) != 0;) {
            broken = broken || is_of_bytes(error);
        }
        signature->signing = broken ? ZP_SIGNING_BROKEN : ZP_SIGNING_UNCHECKED;
        signature->wrong = broken ? WORDS("所签内容在签名后被改动",
                                          "the bytes it covers were changed after they were signed")
                                  : WORDS("签名算法或证书种类不能识别",
                                          "its kind or its certificate is not known to libcrypto");
    }
    BIO_free(out);
    BIO_free(data);
}

void reader_seal(zp_arena *arena, zp_text cms, zp_text bytes, zp_pdf_signature *signature) {
    const unsigned char *at = (const unsigned char *)cms.data;
    prepare();
    CMS_ContentInfo *parsed = d2i_CMS_ContentInfo(NULL, &at, (long)cms.size);
    signature->signing = ZP_SIGNING_UNCHECKED;
    if (parsed == NULL) {
        signature->wrong = WORDS("签名数据无法读取", "it is no CMS");
        ERR_clear_error();
        return;
    }
    STACK_OF(CMS_SignerInfo) *signers = OBJ_obj2nid(CMS_get0_type(parsed)) == NID_pkcs7_signed
                                            ? CMS_get0_SignerInfos(parsed)
                                            : NULL;
    if (signers == NULL || sk_CMS_SignerInfo_num(signers) != 1) {
        signature->wrong = WORDS("签名数据中不是恰好一个签名人", "it is not signed by one person");
    } else if (zp_text_is(signature->format, "adbe.pkcs7.detached") ||
               zp_text_is(signature->format, "ETSI.CAdES.detached")) {
        read_signer(arena, parsed, signature);
        ASN1_OCTET_STRING **inside = CMS_get0_content(parsed);
        if (inside != NULL && *inside != NULL) { // else that would be checked, and not the file
            signature->signing = ZP_SIGNING_BROKEN;
            signature->wrong =
                WORDS("所签的不是本文件的内容", "it signs bytes of its own, not those of the file");
        } else {
            check(parsed, bytes, signature);
        }
    } else {
        read_signer(arena, parsed, signature);
        signature->wrong = WORDS("这种签名格式未作核对", "its format is not checked here");
    }
    CMS_ContentInfo_free(parsed);
    ERR_clear_error();
}
