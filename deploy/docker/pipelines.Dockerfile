# The Beam side on Flink: what a FlinkDeployment runs, and the client that submits to a cluster.
# Build at the top of the project after mvn -DskipTests package:
#   docker build -f deploy/docker/pipelines.Dockerfile -t beam-nsl/pipelines:0.1.0 .
FROM flink:1.19.3-java17
COPY --chown=flink:flink nsl /opt/nsl/nsl
COPY --chown=flink:flink deploy/flink/target/bundle/ /opt/nsl/deploy/flink/target/bundle/
COPY --chown=flink:flink deploy/lineage/target/bundle/ /opt/nsl/deploy/lineage/target/bundle/
RUN mkdir -p /opt/flink/usrlib \
    && ln -s /opt/nsl/deploy/flink/target/bundle/nsl-flink.jar /opt/flink/usrlib/nsl-flink.jar \
    && ln -s /opt/nsl/nsl /usr/local/bin/nsl
ENV NSL_BUNDLE=flink NSL_BUILD=never
USER flink
