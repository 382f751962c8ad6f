package org.beamnsl.core.command;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  private final Secrets secrets =
      Secrets.of(
          Map.of(
              "STORE_PASSWORD", "hunter2hunter2",
              "aws_secret_access_key", "AKIAhunter2hunter2x",
              "GITHUB_TOKEN", "ghp_1234567",
              "TOKEN_COUNT", "12",
              "MONKEY", "bananas",
              "HOME", "/home/me"));

  @Test
  void valuesOfVariablesNamedLikeSecretsAreHidden() {
    assertThat(secrets.mask("a=hunter2hunter2,b=ghp_1234567!")).isEqualTo("a=***,b=***!");
    assertThat(secrets.mask("AKIAhunter2hunter2x")).isEqualTo("***");
  }

  @Test
  void otherValuesStay() {
    assertThat(secrets.mask("12 bananas in /home/me")).isEqualTo("12 bananas in /home/me");
  }

  @Test
  void passwordsAndSignaturesInAddressesAreHidden() {
    assertThat(secrets.mask("s3://me:s3cr3t@bucket/x,gs://bucket/y"))
        .isEqualTo("s3://me:***@bucket/x,gs://bucket/y");
    assertThat(secrets.mask("https://h/x?sv=1&sig=abc%3D&access_token=q;tok=1"))
        .isEqualTo("https://h/x?sv=1&sig=***&access_token=***;tok=1");
    assertThat(secrets.mask("http://127.0.0.1:8081/x@y")).isEqualTo("http://127.0.0.1:8081/x@y");
  }
}
