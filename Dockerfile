# The bot with Discord and Slack in a small image: `docker compose up --build`, with the tokens in .env.

FROM python:3.13-slim AS build
WORKDIR /source
RUN python -m venv /opt/roadmate
ENV PATH=/opt/roadmate/bin:$PATH
# The libraries before the source: a change of ours does not fetch them again.
COPY requirements.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
# A fixed number, so that a host can give it a folder.
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin roadmate \
    && install --directory --owner roadmate --group roadmate --mode 0700 /data
COPY --from=build /opt/roadmate /opt/roadmate
# Unbuffered, because a log line that is still in a buffer is missing after a crash.
ENV PATH=/opt/roadmate/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ROADMATE_DATABASE_URL=sqlite:////data/roadmate.db
USER roadmate
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["roadmate", "health"]
ENTRYPOINT ["roadmate"]
CMD ["run"]
