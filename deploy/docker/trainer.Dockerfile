# The trainer, and the embedded engine beside it for whole workflows in one container.
#   docker build -f deploy/docker/trainer.Dockerfile -t beam-nsl/trainer:0.1.0 .
FROM eclipse-temurin:17.0.15_6-jre-noble
COPY nsl /opt/nsl/nsl
COPY deploy/embedded/target/bundle/ /opt/nsl/deploy/embedded/target/bundle/
COPY deploy/trainer/target/bundle/ /opt/nsl/deploy/trainer/target/bundle/
COPY deploy/lineage/target/bundle/ /opt/nsl/deploy/lineage/target/bundle/
RUN ln -s /opt/nsl/nsl /usr/local/bin/nsl \
    && useradd --uid 10001 --create-home nsl
ENV NSL_BUILD=never
USER 10001
WORKDIR /home/nsl
ENTRYPOINT ["nsl"]
