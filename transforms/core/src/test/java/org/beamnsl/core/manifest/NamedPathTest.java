package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

class NamedPathTest {
  @Test
  void partsAreSeparatedByCommasAndGroupsBySemicolons() {
    assertThat(NamedPath.in("train=a.csv, b.csv;test=c.csv"))
        .containsExactly(
            new NamedPath("train", "a.csv"),
            new NamedPath("", "b.csv"),
            new NamedPath("test", "c.csv"))
        .inOrder();
  }

  @Test
  void anAddressWithAnEqualsSignInItIsNoName() {
    assertThat(NamedPath.in("s3://bucket/day=1/a.csv"))
        .containsExactly(new NamedPath("", "s3://bucket/day=1/a.csv"));
  }

  @Test
  void emptyPartsNameNothing() {
    assertThat(NamedPath.in(" ,a,;")).containsExactly(new NamedPath("", "a"));
  }
}
