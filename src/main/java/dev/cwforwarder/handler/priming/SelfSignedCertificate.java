package dev.cwforwarder.handler.priming;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A new key and a certificate for 127.0.0.1 that is signed with it. The JDK has no public API to
/// create a certificate, so this class writes the few DER elements itself. For priming only: no key
/// is shipped or stored.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, 4.1</a>
final class SelfSignedCertificate {
  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int CONTEXT_0 = 0xa0;
  private static final int CONTEXT_3 = 0xa3;
  private static final int UTC_TIME = 0x17;
  private static final char[] NO_PASSWORD = new char[0];

  /// Version 3; serial number 1.
  private static final byte[] VERSION = hex("020102");

  private static final byte[] SERIAL = hex("020101");

  /// `ecdsa-with-SHA256`.
  private static final byte[] ALGORITHM = hex("300a06082a8648ce3d040302");

  /// `CN=priming`.
  private static final byte[] NAME = hex("3012311030" + "0e060355040313077072696d696e67");

  /// `subjectAltName`: the address 127.0.0.1.
  private static final byte[] ALT_NAME_OID = hex("0603551d11");

  private static final byte[] ALT_NAME = hex("300687047f000001");

  private final KeyPair keys;
  private final Certificate certificate;

  private SelfSignedCertificate(KeyPair keys, Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  static SelfSignedCertificate create() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] toBeSigned = toBeSigned(keys.getPublic().getEncoded());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(toBeSigned);
    byte[] signed =
        der(SEQUENCE, toBeSigned, ALGORITHM, der(BIT_STRING, new byte[1], signature.sign()));
    return new SelfSignedCertificate(
        keys,
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(signed)));
  }

  String pem() {
    try {
      Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
      return "-----BEGIN CERTIFICATE-----\n"
          + encoder.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("encoding a parsed certificate failed", e);
    }
  }

  /// A TLS context for a server with this key.
  SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("key", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  private static byte[] toBeSigned(byte[] publicKey) {
    byte[] validity = der(SEQUENCE, time("200101000000Z"), time("491231235959Z"));
    byte[] extension = der(SEQUENCE, ALT_NAME_OID, der(OCTET_STRING, ALT_NAME));
    return der(
        SEQUENCE,
        der(CONTEXT_0, VERSION),
        SERIAL,
        ALGORITHM,
        NAME,
        validity,
        NAME,
        publicKey,
        der(CONTEXT_3, der(SEQUENCE, extension)));
  }

  private static byte[] time(String utc) {
    return der(UTC_TIME, utc.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    writeLength(element, content.size());
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length > 0xff) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7f) {
      out.write(0x81);
    }
    out.write(length);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
